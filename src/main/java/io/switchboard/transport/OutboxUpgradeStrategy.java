package io.switchboard.transport;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.server.JettyWebSocketCreator;
import org.eclipse.jetty.ee11.websocket.server.JettyWebSocketServerContainer;
import org.eclipse.jetty.websocket.api.ExtensionConfig;
import org.eclipse.jetty.websocket.common.JettyExtensionConfig;
import org.eclipse.jetty.websocket.core.WebSocketExtensionRegistry;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.adapter.jetty.JettyWebSocketHandlerAdapter;
import org.springframework.web.socket.adapter.jetty.JettyWebSocketSession;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;

/// Upgrades as Spring does on Jetty, but with extensions of our choice only: permessage-deflate
/// costs some 100 KB a connection and would make every client's bytes different.
final class OutboxUpgradeStrategy extends JettyRequestUpgradeStrategy {

  private final List<ExtensionConfig> extensions;

  private OutboxUpgradeStrategy(List<ExtensionConfig> extensions) {
    this.extensions = extensions;
  }

  /// For connections whose session has an outbox.
  static OutboxUpgradeStrategy withOutbox() {
    return new OutboxUpgradeStrategy(List.of(new JettyExtensionConfig(OutboxExtension.NAME)));
  }

  /// For connections that Jetty writes to in its own way.
  static OutboxUpgradeStrategy plain() {
    return new OutboxUpgradeStrategy(List.of());
  }

  @Override
  public void setServletContext(ServletContext servletContext) {
    super.setServletContext(servletContext);
    ServletContextHandler context = ServletContextHandler.getServletContextHandler(servletContext);
    if (context != null) {
      WebSocketExtensionRegistry registry =
          WebSocketServerComponents.getWebSocketComponents(context).getExtensionRegistry();
      registry.register(OutboxExtension.NAME, OutboxExtension.class);
    }
  }

  @Override
  public void upgrade(
      ServerHttpRequest request,
      ServerHttpResponse response,
      @Nullable String selectedProtocol,
      List<WebSocketExtension> selectedExtensions,
      @Nullable Principal user,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    JettyWebSocketSession session = new JettyWebSocketSession(attributes, user);
    JettyWebSocketHandlerAdapter adapter = new JettyWebSocketHandlerAdapter(handler, session);
    JettyWebSocketCreator creator =
        (upgradeRequest, upgradeResponse) -> {
          if (selectedProtocol != null) {
            upgradeResponse.setAcceptedSubProtocol(selectedProtocol);
          }
          upgradeResponse.setExtensions(extensions);
          return adapter;
        };
    HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
    JettyWebSocketServerContainer container =
        JettyWebSocketServerContainer.getContainer(servletRequest.getServletContext());
    try {
      container.upgrade(
          creator, servletRequest, ((ServletServerHttpResponse) response).getServletResponse());
    } catch (IOException | RuntimeException e) {
      throw new HandshakeFailureException("Failed to upgrade", e);
    }
  }
}
