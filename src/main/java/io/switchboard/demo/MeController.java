package io.switchboard.demo;

import java.security.Principal;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Tells a page who is signed in, and what it needs to sign them out.
@RestController
class MeController {

  @GetMapping("/demo/me")
  Me me(Principal user, CsrfToken csrf) {
    return new Me(
        user.getName(),
        new Me.Csrf(csrf.getHeaderName(), csrf.getParameterName(), csrf.getToken()));
  }
}
