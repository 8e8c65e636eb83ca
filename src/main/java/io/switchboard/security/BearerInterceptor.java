package io.switchboard.security;

import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/// Takes a token that came with the handshake. One that is not valid is refused there and then;
/// none at all is left to CONNECT.
public final class BearerInterceptor implements HandshakeInterceptor {

  private static final String USER = BearerInterceptor.class.getName() + ".USER";

  private final Tokens tokens;

  BearerInterceptor(Tokens tokens) {
    this.tokens = tokens;
  }

  /// Whose token the handshake brought.
  public static @Nullable Principal user(Map<String, Object> attributes) {
    return (Principal) attributes.get(USER);
  }

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    String token = Tokens.bearer(request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION));
    if (token == null) {
      return true;
    }
    Principal user = tokens.verify(token);
    if (user == null) {
      response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
      return Answers.refuse(response, HttpStatus.UNAUTHORIZED, "The token is not valid.");
    }
    attributes.put(USER, user);
    return true;
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception exception) {}
}
