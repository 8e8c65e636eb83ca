package io.switchboard.security;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.util.StringUtils;

/// Turns handshakes away that are too many, before anything else is done for them: 429 where their
/// address has its share, 503 where the server has, and all of them by 503 while the server stops.
///
/// Of SockJS over HTTP the first request of a session counts as its handshake, so that whatever
/// names no session that lives does, but for posts, which never begin one. A path that is written
/// in any other way than plainly counts, too: Spring takes the id of a session as it was written.
final class HandshakeLimitFilter implements Filter {

  private static final String SOCKJS = "/sockjs/";

  /// Below it are SockJS sessions for diagnostics, which nobody counts.
  private static final String ECHO_SOCKJS = "/echo/";

  private static final String INFO = "/info";

  private final Entrance entrance;
  private final HandshakeLimits limits;
  private final SockJsSessions sockJs;

  HandshakeLimitFilter(Entrance entrance, HandshakeLimits limits, SockJsSessions sockJs) {
    this.entrance = entrance;
    this.limits = limits;
    this.sockJs = sockJs;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest handshake = (HttpServletRequest) request;
    boolean begins = isHandshake(handshake);
    Duration closed = entrance.closedFor();
    if (closed != null && (begins || asksTheWay(handshake))) {
      turnAway(answer(response), closed);
      return;
    }
    HandshakeLimits.Excess excess =
        begins ? limits.judge(Network.of(request.getRemoteAddr())) : null;
    if (excess == null) {
      chain.doFilter(request, response);
    } else {
      refuse(answer(response), excess);
    }
  }

  private static ServerHttpResponse answer(ServletResponse response) {
    return new ServletServerHttpResponse((HttpServletResponse) response);
  }

  /// What a SockJS client asks before it tries one transport after the other.
  private static boolean asksTheWay(HttpServletRequest request) {
    return request.getMethod().equals(HttpMethod.GET.name())
        && request.getServletPath().endsWith(INFO);
  }

  private boolean isHandshake(HttpServletRequest request) {
    if (request.getMethod().equals(HttpMethod.OPTIONS.name())) {
      return false;
    }
    String path = request.getServletPath();
    if (!isPlain(request, path)) {
      return true;
    }
    if (path.startsWith(SOCKJS)) {
      return beginsSockJs(path.substring(SOCKJS.length()), isUpgrade(request));
    }
    return !path.startsWith(ECHO_SOCKJS) || isUpgrade(request);
  }

  /// Whether nothing in it was escaped, a parameter or a step up.
  private static boolean isPlain(HttpServletRequest request, String path) {
    return request.getRequestURI().equals(request.getContextPath() + path);
  }

  /// Split as Spring's SockJS does it: `<server>/<session>/<transport>`, or one word of its own.
  private boolean beginsSockJs(String path, boolean upgrade) {
    String[] segments = StringUtils.tokenizeToStringArray(path, "/");
    if (upgrade || segments.length < 2) {
      return upgrade;
    }
    boolean post = segments[segments.length - 1].equals("xhr_send");
    return !post && !sockJs.contains(segments[1]);
  }

  private static boolean isUpgrade(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.UPGRADE) != null;
  }

  /// To a client that comes while the server stops.
  static void turnAway(ServerHttpResponse answer, Duration retryAfter) {
    Answers.refuseForNow(
        answer, HttpStatus.SERVICE_UNAVAILABLE, "The server is restarting.", retryAfter);
  }

  static void refuse(ServerHttpResponse answer, HandshakeLimits.Excess excess) {
    Duration later = excess.retryAfter();
    switch (excess.limit()) {
      case HANDSHAKES_PER_ADDRESS ->
          Answers.refuseForNow(
              answer,
              HttpStatus.TOO_MANY_REQUESTS,
              "Too many handshakes from this address.",
              later);
      case SESSIONS_PER_ADDRESS ->
          Answers.refuseForNow(
              answer, HttpStatus.TOO_MANY_REQUESTS, "Too many sessions from this address.", later);
      default ->
          Answers.refuseForNow(
              answer, HttpStatus.SERVICE_UNAVAILABLE, "The server is full.", later);
    }
  }
}
