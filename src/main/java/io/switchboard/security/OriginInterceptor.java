package io.switchboard.security;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.util.WebUtils;

/// Lets only pages of this server's own origin open a connection (RFC 6455 section 10.2). Without
/// it any page a signed-in user visits could open one with the user's cookie.
///
/// A request without `Origin` comes from no page and is let through.
public final class OriginInterceptor implements HandshakeInterceptor {

  OriginInterceptor() {}

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    if (isSameOrigin(request)) {
      return true;
    }
    return Answers.refuse(
        response,
        HttpStatus.FORBIDDEN,
        "Pages of "
            + printable(request.getHeaders().getOrigin())
            + " may not connect to "
            + printable(ownOrigin(request))
            + ".");
  }

  private static boolean isSameOrigin(ServerHttpRequest request) {
    try {
      return WebUtils.isSameOrigin(request);
    } catch (IllegalArgumentException e) {
      return false; // no URL at all
    }
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception exception) {}

  private static String ownOrigin(ServerHttpRequest request) {
    return request.getURI().getScheme() + "://" + request.getURI().getAuthority();
  }

  private static String printable(@Nullable String text) {
    if (text == null) {
      return "nowhere";
    }
    return text.length() > 200 ? text.substring(0, 200) : text;
  }
}
