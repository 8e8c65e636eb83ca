package io.switchboard.http;

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
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets a request in for whom its token or API key shows, for this request alone. Whoever signed in
/// and was revoked since is nobody.
public final class BearerFilter extends OncePerRequestFilter {

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
      enter(credentials.check(shown));
    } else if (login != null) {
      enter(credentials.checkLogin(login, request.getSession(false)));
    }
    chain.doFilter(request, response);
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
