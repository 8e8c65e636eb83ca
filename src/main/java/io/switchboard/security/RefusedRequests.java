package io.switchboard.security;

import io.switchboard.broker.RefusalLog;
import io.switchboard.protocol.RefusalCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServletServerHttpRequest;

/// Has handshakes and other requests that were turned away counted and told of, as the frames of
/// connections are.
///
/// Safe for use by any thread.
public final class RefusedRequests {

  private static final Pattern SOCKJS_SESSION =
      Pattern.compile("(/(?:sockjs|echo)/[^/]*/)[^/]+(?=/)");

  private final RefusalLog log;

  RefusedRequests(RefusalLog log) {
    this.log = log;
  }

  /// @param detail one sentence, which may hold what the client wrote
  public void add(HttpServletRequest request, RefusalCode code, String detail) {
    log.refused(code, request.getRemoteAddr(), request.getMethod() + " " + pathOf(request), detail);
  }

  void add(ServerHttpRequest request, RefusalCode code, String detail) {
    if (request instanceof ServletServerHttpRequest servlet) {
      add(servlet.getServletRequest(), code, detail);
    }
  }

  /// Nothing of its query and parameters, in which there may be a secret, nor the id of a SockJS
  /// session, which is one.
  private static String pathOf(HttpServletRequest request) {
    String path = request.getRequestURI();
    int end = path.indexOf(';');
    String plain = end < 0 ? path : path.substring(0, end);
    return SOCKJS_SESSION.matcher(plain).replaceFirst("$1...");
  }
}
