package io.switchboard.transport;

import java.util.stream.Stream;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/// TLS of the server that runs by itself: versions 1.2 and 1.3 whatever the JDK would allow, unless
/// the SSL bundle's `options.enabled-protocols` or `server.ssl.enabled-protocols` says otherwise.
public final class TlsSettings implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  TlsSettings() {}

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.addServerCustomizers(
        server -> of(server).forEach(tls -> restrict(tls, factory.getSsl())));
  }

  /// What Boot set up for the server's connectors.
  static Stream<SslContextFactory.Server> of(Server server) {
    return Stream.of(server.getConnectors())
        .map((Connector connector) -> connector.getConnectionFactory(SslConnectionFactory.class))
        .flatMap(Stream::ofNullable)
        .map(SslConnectionFactory::getSslContextFactory);
  }

  private static void restrict(SslContextFactory.Server tls, @Nullable Ssl ssl) {
    if (tls.getIncludeProtocols().length > 0) {
      return; // asked for
    }
    String[] asked = ssl == null ? null : ssl.getEnabledProtocols(); // beside a bundle, too
    tls.setIncludeProtocols(asked == null ? VERSIONS : asked);
    tls.setExcludeProtocols();
  }
}
