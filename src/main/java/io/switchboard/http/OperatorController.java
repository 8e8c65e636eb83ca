package io.switchboard.http;

import io.switchboard.policy.Policies;
import io.switchboard.security.Revocations;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What operators do: take back what was given out, ask why a channel is open or closed.
@RestController
@RequestMapping("/api/v1")
class OperatorController {

  private final Revocations revocations;
  private final Policies policies;
  private final Operators operators;

  OperatorController(Revocations revocations, Policies policies, Operators operators) {
    this.revocations = revocations;
    this.policies = policies;
    this.operators = operators;
  }

  /// Before each of these, and before their bodies are read.
  @ModelAttribute
  void admitOperators(HttpServletRequest request) {
    operators.check(request);
  }

  /// What is taken back: exactly one of these.
  ///
  /// @param user a name, as tokens have it in `sub`
  /// @param token a token's `jti`
  /// @param session a connection, as CONNECTED has it in its header `session`
  record Revocation(@Nullable String user, @Nullable String token, @Nullable String session) {

    boolean isOne() {
      int named = (user == null ? 0 : 1) + (token == null ? 0 : 1) + (session == null ? 0 : 1);
      return named == 1;
    }
  }

  /// @param closed how many connections were closed
  record Revoked(int closed) {}

  @PostMapping(path = "/revocations", consumes = MediaType.APPLICATION_JSON_VALUE)
  Revoked revoke(@RequestBody Revocation revocation) {
    if (!revocation.isOne()) {
      throw badRequest("The body takes exactly one of user, token and session.");
    }
    return new Revoked(closed(revocation));
  }

  private int closed(Revocation revocation) {
    if (revocation.user() != null) {
      return revocations.revokeUser(revocation.user());
    }
    return revocation.token() != null
        ? revocations.revokeToken(revocation.token())
        : revocations.revokeSession(String.valueOf(revocation.session()));
  }

  /// Which policy a channel has, as text for people.
  @GetMapping(path = "/policies/{channel}", produces = MediaType.TEXT_PLAIN_VALUE)
  String explain(@PathVariable String channel) {
    try {
      return policies.explain(channel).text();
    } catch (IllegalArgumentException e) {
      throw badRequest(String.valueOf(e.getMessage())); // a sentence about the name
    }
  }

  private static ErrorResponseException badRequest(String detail) {
    return Problems.exception(HttpStatus.BAD_REQUEST, detail);
  }
}
