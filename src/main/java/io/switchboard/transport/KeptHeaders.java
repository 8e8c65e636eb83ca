package io.switchboard.transport;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServletServerHttpRequest;

/// What a connection may keep of the headers it began with: all but the credentials, which were
/// looked at by then, and would else be in memory for as long as it lasts.
final class KeptHeaders {

  private KeptHeaders() {}

  static HttpHeaders of(Map<String, List<String>> headers) {
    HttpHeaders kept = new HttpHeaders();
    kept.putAll(headers);
    removeCredentials(kept);
    return kept;
  }

  /// The same request, for a session that keeps its headers.
  static ServerHttpRequest of(ServerHttpRequest request) {
    if (!(request instanceof ServletServerHttpRequest servlet)) {
      return request;
    }
    HttpHeaders kept = new HttpHeaders();
    kept.putAll(request.getHeaders());
    removeCredentials(kept);
    return new ServletServerHttpRequest(servlet.getServletRequest()) {
      @Override
      public HttpHeaders getHeaders() {
        return kept;
      }

      @Override
      public @Nullable Principal getPrincipal() {
        return request.getPrincipal();
      }
    };
  }

  private static void removeCredentials(HttpHeaders headers) {
    headers.remove(HttpHeaders.AUTHORIZATION);
    headers.remove(HttpHeaders.COOKIE);
  }
}
