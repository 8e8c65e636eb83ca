package io.switchboard.transport;

import io.switchboard.security.Answers;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.server.HandshakeInterceptor;

/// Says what is wrong with a request that is no WebSocket handshake (RFC 6455 section 4.2.1).
final class HandshakeRules implements HandshakeInterceptor {

  static final String NO_CONNECTION = "The header Connection must hold Upgrade.";

  private static final String HTTP_1_0 = "A WebSocket handshake takes HTTP/1.1; this is HTTP/1.0.";

  private static final String VERSION = "13";

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    HttpHeaders headers = request.getHeaders();
    if (!request.getMethod().equals(HttpMethod.GET)) {
      headers(response).set(HttpHeaders.ALLOW, "GET");
      return Answers.refuse(
          response, HttpStatus.METHOD_NOT_ALLOWED, "A WebSocket handshake is a GET.");
    }
    String fault = isOfHttp10(request) ? HTTP_1_0 : faultOf(headers);
    if (fault != null) {
      return Answers.refuse(response, HttpStatus.BAD_REQUEST, fault);
    }
    if (!VERSION.equals(headers.getFirst(WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION))) {
      headers(response).set(HttpHeaders.UPGRADE, "websocket");
      headers(response).set(WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION, VERSION);
      return Answers.refuse(
          response, HttpStatus.UPGRADE_REQUIRED, "The header Sec-WebSocket-Version must be 13.");
    }
    return true;
  }

  private static HttpHeaders headers(ServerHttpResponse response) {
    return response.getHeaders();
  }

  /// What a proxy speaks that was told to pass the headers on and no more. Jetty would answer 200.
  private static boolean isOfHttp10(ServerHttpRequest request) {
    return request instanceof ServletServerHttpRequest servlet
        && servlet.getServletRequest().getProtocol().equals("HTTP/1.0");
  }

  private static @Nullable String faultOf(HttpHeaders headers) {
    if (!hasToken(headers.get(HttpHeaders.UPGRADE), "websocket")) {
      return "This is a WebSocket endpoint: the header Upgrade must be websocket.";
    }
    if (!hasToken(headers.get(HttpHeaders.CONNECTION), "upgrade")) {
      return NO_CONNECTION;
    }
    if (!isKey(headers.getFirst(WebSocketHttpHeaders.SEC_WEBSOCKET_KEY))) {
      return "The header Sec-WebSocket-Key must be 16 bytes in base64.";
    }
    return null;
  }

  private static boolean hasToken(@Nullable List<String> values, String token) {
    if (values == null) {
      return false;
    }
    return values.stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .anyMatch(value -> value.strip().equalsIgnoreCase(token));
  }

  private static boolean isKey(@Nullable String key) {
    try {
      return key != null && Base64.getDecoder().decode(key.strip()).length == 16;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception exception) {}
}
