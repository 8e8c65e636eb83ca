package io.switchboard.transport;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/// What many connections need of Jetty's connectors.
final class JettyCustomizer
    implements WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> {

  /// A reconnect storm waits in this queue; with Jetty's default it would wait for SYNs to be
  /// resent.
  private static final int ACCEPT_BACKLOG = 4096;

  /// What the kernel may hold for a client that does not read. By default it is megabytes.
  private static final int SEND_BUFFER_BYTES = 64 * 1024;

  @Override
  public void customize(ConfigurableJettyWebServerFactory factory) {
    factory.addServerCustomizers(JettyCustomizer::customize);
  }

  private static void customize(Server server) {
    if (server.getErrorHandler() == null) {
      server.setErrorHandler(new EarlyAnswers());
    }
    for (Connector connector : server.getConnectors()) {
      if (connector instanceof ServerConnector socket) {
        socket.setAcceptQueueSize(ACCEPT_BACKLOG);
        socket.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
      }
    }
  }
}
