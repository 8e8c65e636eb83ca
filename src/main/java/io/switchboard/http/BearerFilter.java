package io.switchboard.http;

import io.switchboard.broker.Refusal;
import io.switchboard.security.Credential;
import io.switchboard.security.Credentials;
import io.switchboard.security.Identity;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets a request in for whom its token or API key shows, for this request alone. Whoever signed in
/// and was revoked since is nobody.
public final class BearerFilter extends OncePerRequestFilter {

  private static final String CHECKED = BearerFilter.class.getName() + ".CHECKED";

  private final Credentials credentials;

  public BearerFilter(Credentials credentials) {
    this.credentials = credentials;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String shown = Credentials.bearer(request.getHeader(HttpHeaders.AUTHORIZATION));
    Principal login = request.getUserPrincipal();
    if (shown != null) {
      Credential credential = credentials.check(shown);
      request.setAttribute(CHECKED, credential);
      enter(credential);
    } else if (login != null) {
      enter(credentials.checkLogin(login, request.getSession(false)));
    }
    chain.doFilter(request, response);
  }

  /// Asks for a credential, but of who showed one that cannot be judged at present only to come
  /// back.
  public static AuthenticationEntryPoint orLater(AuthenticationEntryPoint otherwise) {
    return (request, response, failure) -> {
      if (request.getAttribute(CHECKED) instanceof Credential.Rejected rejected
          && rejected.retryAfter() != null) {
        long seconds = Refusal.wholeSeconds(rejected.retryAfter());
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        Problems.write(response, HttpStatus.SERVICE_UNAVAILABLE, rejected.detail());
      } else {
        otherwise.commence(request, response, failure);
      }
    };
  }

  private static void enter(Credential credential) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    if (credential instanceof Credential.Accepted(Identity identity)
        && identity.principal() instanceof Authentication authentication) {
      context.setAuthentication(authentication);
    }
    SecurityContextHolder.setContext(context);
  }
}
