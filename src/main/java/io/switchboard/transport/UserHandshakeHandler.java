package io.switchboard.transport;

import io.switchboard.security.IdentityInterceptor;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.RequestUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/// Upgrades for the user of the handshake's token, or of its cookie.
final class UserHandshakeHandler extends DefaultHandshakeHandler {

  UserHandshakeHandler(RequestUpgradeStrategy strategy) {
    super(strategy);
  }

  @Override
  protected @Nullable Principal determineUser(
      ServerHttpRequest request, WebSocketHandler handler, Map<String, Object> attributes) {
    Principal user = IdentityInterceptor.user(attributes);
    return user == null ? super.determineUser(request, handler, attributes) : user;
  }
}
