package io.switchboard.security;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/// Holds handshakes at an application's own endpoints to the limits, and keeps whose address and
/// whose sign-in they came with. What is in `Authorization` stays the application's own affair.
///
/// Safe for use by any thread.
public final class OwnEndpointInterceptor implements HandshakeInterceptor {

  private final Entrance entrance;
  private final HandshakeLimits limits;
  private final AddressInterceptor address;
  private final IdentityInterceptor identity;

  OwnEndpointInterceptor(
      Entrance entrance,
      HandshakeLimits limits,
      AddressInterceptor address,
      IdentityInterceptor identity) {
    this.entrance = entrance;
    this.limits = limits;
    this.address = address;
    this.identity = identity;
  }

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    Duration closed = entrance.closedFor();
    if (closed != null) {
      HandshakeLimitFilter.turnAway(response, closed);
      return false;
    }
    HandshakeLimits.Excess excess = limits.judge(networkOf(request));
    if (excess != null) {
      HandshakeLimitFilter.refuse(response, excess);
      return false;
    }
    return address.beforeHandshake(request, response, handler, attributes)
        && identity.admitLogin(request, response, attributes);
  }

  private static Network networkOf(ServerHttpRequest request) {
    return request instanceof ServletServerHttpRequest servlet
        ? Network.of(servlet.getServletRequest().getRemoteAddr())
        : Network.of("");
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception exception) {}
}
