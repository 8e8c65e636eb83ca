package io.switchboard.demo;

import java.security.Principal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Gives whoever signed in a token for a program of theirs. By POST, which takes the page's CSRF
/// token: no page of another server's has one made.
@RestController
class TokenController {
  private final TokenIssuer issuer;

  TokenController(TokenIssuer issuer) {
    this.issuer = issuer;
  }

  @PostMapping("/demo/token")
  IssuedToken issue(Principal user) {
    return issuer.issue(user.getName());
  }
}
