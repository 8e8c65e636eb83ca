package io.switchboard.security;

import io.switchboard.protocol.RefusalCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerInterceptor;

/// Answers pages that may not connect, and gives those of listed origins the CORS headers by which
/// they can read what they are sent.
///
/// It stands in a security chain, before anybody is asked who they are, so that preflights, which
/// carry no credential, are answered and refusals by later filters can be read. As an interceptor
/// of a handler mapping it does the same where no such chain came first. Thread-safe.
public final class OriginGuard implements HandlerInterceptor {

  private static final String PASSED = OriginGuard.class.getName() + ".PASSED";

  /// SockJS's page for frames is the same for everybody, and who may frame it is said with it.
  private static final Pattern FRAME_PAGE =
      Pattern.compile("/(sockjs|echo)/iframe[0-9-.a-z_]*\\.html");

  private final AuthenticationTrustResolverImpl trust = new AuthenticationTrustResolverImpl();
  private final DefaultCorsProcessor processor = new DefaultCorsProcessor();
  private final OriginRule rule;
  private final CorsConfiguration cors;
  private final RefusedRequests refused;

  OriginGuard(OriginProperties properties, RefusedRequests refused) {
    this.refused = refused;
    this.rule = new OriginRule(properties);
    this.cors = cors();
  }

  /// Of origins that were judged already, and to none of which `*` is ever said.
  private static CorsConfiguration cors() {
    CorsConfiguration cors = new CorsConfiguration();
    cors.setAllowedOriginPatterns(List.of("*"));
    cors.setAllowCredentials(true);
    cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"));
    cors.setAllowedHeaders(
        List.of(
            "Authorization",
            "Cache-Control",
            "Content-Type",
            "Idempotency-Key",
            "Last-Event-ID",
            "X-CSRF-TOKEN",
            "X-Requested-With"));
    cors.setExposedHeaders(List.of("ETag", "Location", "Retry-After", "WWW-Authenticate"));
    cors.setMaxAge(Duration.ofHours(1));
    return cors;
  }

  /// Puts the guard on a chain whose users are known by a cookie or by a token. What a cookie's
  /// user posts needs Spring Security's CSRF token as well; what comes with a bearer token does
  /// not, since no browser adds one by itself. The HTTP session's cookie is meant: whom the chain's
  /// later filters find out, by a remember-me cookie or HTTP Basic, is nobody yet to the guard,
  /// which lets a GET of theirs without an `Origin` pass. So no GET may change anything.
  public void protect(HttpSecurity http) {
    guard(http);
    http.csrf(csrf ->
        csrf.requireCsrfProtectionMatcher(
            request -> CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request) && !hasToken(request)));
  }

  /// The same without a CSRF token, for what is a connection and no page.
  void guard(HttpSecurity http) {
    http.addFilterBefore(new GuardFilter(), CsrfFilter.class);
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    return request.getAttribute(PASSED) != null || admits(request, response);
  }

  /// @return whether the request goes on; if not, it was answered
  private boolean admits(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    return switch (rule.judge(request, isOfCookie(request))) {
      case OriginVerdict.Own own -> passed(request) && !isPreflightAnswered(request, response);
      case OriginVerdict.Listed listed ->
          processor.processRequest(cors, request, response)
              && passed(request)
              && !isPreflightAnswered(request, response);
      case OriginVerdict.Refused foreign -> refuse(request, response, foreign.sentence());
    };
  }

  private static boolean passed(HttpServletRequest request) {
    request.setAttribute(PASSED, true);
    return true;
  }

  private static boolean isPreflightAnswered(
      HttpServletRequest request, HttpServletResponse response) {
    if (!CorsUtils.isPreFlightRequest(request)) {
      return false;
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    return true;
  }

  private boolean refuse(
      HttpServletRequest request, HttpServletResponse response, String sentence) {
    refused.add(request, RefusalCode.FORBIDDEN, sentence);
    ServletServerHttpResponse answer = new ServletServerHttpResponse(response);
    return Answers.refuse(answer, HttpStatus.FORBIDDEN, sentence);
  }

  /// Whether the browser by itself said who its user is, by the cookie of an HTTP session. A
  /// chain's later filters know more users.
  private boolean isOfCookie(HttpServletRequest request) {
    boolean known =
        request.getUserPrincipal() != null
            || trust.isAuthenticated(SecurityContextHolder.getContext().getAuthentication());
    return known && !hasToken(request) && !isFramePage(request);
  }

  private static boolean hasToken(HttpServletRequest request) {
    return Credentials.bearer(request.getHeader(HttpHeaders.AUTHORIZATION)) != null;
  }

  private static boolean isFramePage(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    return request.getMethod().equals("GET") && FRAME_PAGE.matcher(path).matches();
  }

  /// Not a bean, which Boot would put before every path.
  private final class GuardFilter extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      if (admits(request, response)) {
        chain.doFilter(request, response);
      }
    }
  }
}
