package io.switchboard.transport;

import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.web.server.AbstractConfigurableWebServerFactory;
import org.springframework.boot.web.server.Ssl;

/// Serves new connections with what an SSL bundle was updated to (`reload-on-update`), which Boot
/// itself does not do on Jetty. Connections that are open go on with what they have. An update that
/// cannot be used is logged as an error, and changes nothing.
final class CertificateReplacement {

  private static final Logger LOG = LoggerFactory.getLogger(CertificateReplacement.class);

  private final String bundle;
  private final List<SslContextFactory.Server> connectors;

  private CertificateReplacement(String bundle, List<SslContextFactory.Server> connectors) {
    this.bundle = bundle;
    this.connectors = connectors;
  }

  /// Heeds the updates of the bundle that the server was made with, if it was made with one.
  static void follow(AbstractConfigurableWebServerFactory factory, Server server) {
    Ssl ssl = factory.getSsl();
    String name = ssl == null ? null : ssl.getBundle();
    SslBundles bundles = factory.getSslBundles();
    if (!Ssl.isEnabled(ssl) || name == null || name.isEmpty() || bundles == null) {
      return;
    }
    CertificateReplacement replacement =
        new CertificateReplacement(name, TlsSettings.of(server).toList());
    bundles.addBundleUpdateHandler(name, replacement::replace);
  }

  private void replace(SslBundle updated) {
    try {
      updated.createSslContext(); // Jetty would drop the old one before it reads the new one
      SslStoreBundle stores = updated.getStores();
      for (SslContextFactory.Server connector : connectors) {
        connector.reload(tls -> {
          tls.setKeyStore(stores.getKeyStore());
          tls.setTrustStore(stores.getTrustStore());
        });
      }
      LOG.info("New connections get the updated certificate of the SSL bundle {}", bundle);
    } catch (Exception e) { // Jetty declares no less
      LOG.error(
          "The update of the SSL bundle {} cannot be used; new connections get the certificate they"
              + " got before",
          bundle,
          e);
    }
  }
}
