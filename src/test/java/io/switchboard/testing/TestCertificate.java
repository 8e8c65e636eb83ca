package io.switchboard.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A self-signed certificate for `localhost`, made by the keytool of the JDK that runs the tests.
public final class TestCertificate {

  private static final String PASSWORD = "of the tests";

  private final Path keyStore;
  private final SSLContext clients;

  private TestCertificate(Path keyStore, SSLContext clients) {
    this.keyStore = keyStore;
    this.clients = clients;
  }

  /// @param directory where the key is kept
  public static TestCertificate create(Path directory)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path keyStore = directory.resolve("localhost.p12");
    makeKey(keyStore);
    return new TestCertificate(keyStore, trusting(keyStore));
  }

  private static void makeKey(Path keyStore) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-groupname",
            "secp256r1",
            "-alias",
            "localhost",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            keyStore.toString());
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream output = keytool.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new IOException(said);
      }
    }
  }

  private static SSLContext trusting(Path keyStore) throws IOException, GeneralSecurityException {
    return trusting(load(keyStore));
  }

  private static KeyStore load(Path keyStore) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  /// For clients that trust the certificates in a store.
  public static SSLContext trusting(KeyStore trusted) throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /// What makes a server use it.
  public String[] serverProperties() {
    return new String[] {
      "server.ssl.key-store=" + keyStore.toUri(),
      "server.ssl.key-store-type=PKCS12",
      "server.ssl.key-store-password=" + PASSWORD
    };
  }

  /// Writes it and its key as two PEM files, over those that are there.
  public void writePem(Path certificate, Path key) throws IOException, GeneralSecurityException {
    KeyStore store = load(keyStore);
    Files.writeString(
        certificate, pem("CERTIFICATE", store.getCertificate("localhost").getEncoded()));
    Files.writeString(
        key, pem("PRIVATE KEY", store.getKey("localhost", PASSWORD.toCharArray()).getEncoded()));
  }

  private static String pem(String type, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
  }

  /// What makes clients trust it, and nothing else.
  public SSLContext clients() {
    return clients;
  }

  /// A client's TLS on top of a connected socket.
  public SSLSocket over(Socket connected) throws IOException {
    return (SSLSocket)
        clients.getSocketFactory().createSocket(connected, "localhost", connected.getPort(), true);
  }
}
