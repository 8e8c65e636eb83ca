package io.switchboard.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Whom the clients believe over TLS.
final class TrustedCertificate {

  private TrustedCertificate() {}

  /// @param file in PEM, empty for what the JDK trusts
  /// @throws IllegalArgumentException with a message for the user
  static SSLContext of(String file) {
    try {
      return file.isEmpty() ? SSLContext.getDefault() : trusting(Path.of(file));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("--ca takes a certificate: " + e.getMessage(), e);
    }
  }

  private static SSLContext trusting(Path file) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
