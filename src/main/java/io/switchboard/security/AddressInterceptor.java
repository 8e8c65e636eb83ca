package io.switchboard.security;

import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.server.HandshakeInterceptor;

/// Keeps the client's address, as the handshake's request has it, in the session's attributes.
public final class AddressInterceptor implements HandshakeInterceptor {

  /// The session attribute that holds the client's address: a `String` as of
  /// `HttpServletRequest.getRemoteAddr()`, so behind a trusted proxy the client's own. Of a SockJS
  /// session, the address of its first request.
  public static final String ADDRESS = "switchboard.address";

  AddressInterceptor() {}

  /// What the session's address is reckoned to: that of the socket where no handshake kept it.
  public static Network networkOf(WebSocketSession session) {
    if (session.getAttributes().get(ADDRESS) instanceof String address) {
      return Network.of(address);
    }
    InetSocketAddress socket = session.getRemoteAddress();
    return socket == null || socket.getAddress() == null
        ? Network.of("")
        : Network.of(socket.getAddress());
  }

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    if (request instanceof ServletServerHttpRequest servlet) {
      attributes.put(ADDRESS, servlet.getServletRequest().getRemoteAddr());
    }
    return true;
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception exception) {}
}
