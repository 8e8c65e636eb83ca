package io.switchboard.transport;

import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.springframework.util.ClassUtils;

/// Where an application serves HTTP/2, browsers are not told that they may open WebSockets over it
/// (RFC 8441): an outbox writes to a socket of its own. They open one over HTTP/1.1 then.
final class Http2Settings {

  private static final boolean PRESENT =
      ClassUtils.isPresent(
          "org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory",
          Http2Settings.class.getClassLoader());

  private Http2Settings() {}

  static void withoutWebSocket(Connector connector) {
    if (PRESENT) {
      connector.getConnectionFactories().forEach(WhenPresent::withoutWebSocket);
    }
  }

  /// Loaded only where Jetty's HTTP/2 is.
  private static final class WhenPresent {
    static void withoutWebSocket(ConnectionFactory factory) {
      if (factory instanceof AbstractHTTP2ServerConnectionFactory http2) {
        http2.setConnectProtocolEnabled(false);
      }
    }
  }
}
