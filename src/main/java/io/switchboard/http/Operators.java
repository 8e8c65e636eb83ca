package io.switchboard.http;

import io.switchboard.protocol.RefusalCode;
import io.switchboard.security.Identity;
import io.switchboard.security.RefusedRequests;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.ErrorResponseException;

/// Who may do what operators do, whichever chain of filters a request came through, if any: Spring
/// Security asks the first that matches only, and that may be one of the application's. Immutable.
final class Operators {

  static final String ROLE = Identity.OPERATOR;

  static final String UNKNOWN = "This needs a valid token, API key or sign-in.";

  static final String FORBIDDEN = "This is not allowed for you.";

  private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();
  private final AuthorizationManager<Object> role;
  private final RefusedRequests refused;

  /// @param rules how the application's roles are named, and which hold others
  Operators(AuthorizationManagerFactory<Object> rules, RefusedRequests refused) {
    this.refused = refused;
    this.role = rules.hasRole(ROLE);
  }

  /// Throws unless the request, which is the one at hand, is an operator's.
  void check(HttpServletRequest request) {
    Authentication user = SecurityContextHolder.getContext().getAuthentication();
    if (user == null || !trust.isAuthenticated(user)) {
      refused.add(request, RefusalCode.UNAUTHENTICATED, UNKNOWN);
      ErrorResponseException refusal = Problems.exception(HttpStatus.UNAUTHORIZED, UNKNOWN);
      refusal.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      throw refusal;
    }
    if (!isGranted(user)) {
      refused.add(request, RefusalCode.FORBIDDEN, FORBIDDEN);
      throw Problems.exception(HttpStatus.FORBIDDEN, FORBIDDEN);
    }
  }

  private boolean isGranted(Authentication user) {
    var result = role.authorize(() -> user, this);
    return result != null && result.isGranted();
  }
}
