package io.switchboard.demo;

import io.switchboard.security.Credential;
import io.switchboard.security.Credentials;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// Gives whoever signed in a token for a program of theirs. By POST, which takes the page's CSRF
/// token: no page of another server's has one made.
@RestController
class TokenController {
  private final TokenIssuer issuer;
  private final Credentials credentials;

  TokenController(TokenIssuer issuer, Credentials credentials) {
    this.issuer = issuer;
    this.credentials = credentials;
  }

  /// A sign-in that was revoked may still look at pages, but a new token would undo that.
  @PostMapping("/demo/token")
  IssuedToken issue(Principal user, HttpSession session) {
    if (credentials.checkLogin(user, session) instanceof Credential.Rejected rejected) {
      throw new ResponseStatusException(HttpStatus.UNAUTHORIZED, rejected.detail());
    }
    return issuer.issue(user.getName());
  }
}
