package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchboard.testing.NarrowSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestCertificate;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// PEM files that are replaced under a running server.
@ExtendWith(OutputCaptureExtension.class)
class CertificateReplacementTests {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final String CHANNEL = "/topic/rooms.lobby";

  private final Path certificateFile;
  private final Path keyFile;
  private final TestCertificate first;
  private final TestCertificate second;

  CertificateReplacementTests(@TempDir Path directory) throws Exception {
    Path files = Files.createDirectory(directory.resolve("served"));
    certificateFile = files.resolve("server.crt");
    keyFile = files.resolve("server.key");
    first = TestCertificate.create(Files.createDirectory(directory.resolve("first")));
    second = TestCertificate.create(Files.createDirectory(directory.resolve("second")));
  }

  @BeforeEach
  void serveTheFirst() throws Exception {
    first.writePem(certificateFile, keyFile);
  }

  @Test
  void givesTheNewOneToNewConnectionsAndLeavesTheOldAlone() throws Exception {
    try (TestServer server = start();
        StompSocket alice = connect(server, first, "alice")) {
      alice.subscribe("1", CHANNEL);

      second.writePem(certificateFile, keyFile);

      await().atMost(PATIENCE).until(() -> accepts(server, second));
      assertThat(accepts(server, first)).isFalse();
      try (StompSocket bob = connect(server, second, "bob")) {
        bob.subscribe("1", CHANNEL);
        bob.publish(CHANNEL, "to the old one");
        assertThat(alice.read().body()).isEqualTo("to the old one");
        assertThat(bob.read().body()).isEqualTo("to the old one");
        alice.publish(CHANNEL, "to the new one");
        assertThat(bob.read().body()).isEqualTo("to the new one");
      }
    }
  }

  @Test
  void keepsTheOldOneWhereTheFileIsGarbage(CapturedOutput output) throws Exception {
    try (TestServer server = start();
        StompSocket alice = connect(server, first, "alice")) {
      alice.subscribe("1", CHANNEL);

      Files.writeString(certificateFile, "garbage");

      awaitError(output);
      assertThat(accepts(server, first)).isTrue();
      alice.publish(CHANNEL, "still here");
      assertThat(alice.read().body()).isEqualTo("still here");
      second.writePem(certificateFile, keyFile);
      await().atMost(PATIENCE).until(() -> accepts(server, second));
    }
  }

  @Test
  void keepsTheOldOneWhereTheKeyIsOfAnother(CapturedOutput output) throws Exception {
    try (TestServer server = start()) {
      second.writePem(certificateFile.resolveSibling("unused.crt"), keyFile);

      awaitError(output);
      assertThat(accepts(server, first)).isTrue();
    }
  }

  @Test
  void keepsTheOldOneWhereTheApplicationItselfGivesABrokenOne(CapturedOutput output)
      throws Exception {
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    SslBundle broken =
        SslBundle.of(SslStoreBundle.of(empty, null, null), SslBundleKey.of(null, "nobody"));
    try (TestServer server = start()) {
      server.bean(SslBundleRegistry.class).updateBundle("web", broken);

      assertThat(output).contains("The update of the SSL bundle web cannot be used");
      assertThat(accepts(server, first)).isTrue();
    }
  }

  @Test
  void doesNotStartWithGarbage() throws IOException {
    Files.writeString(certificateFile, "garbage");

    assertThatThrownBy(this::start).hasStackTraceContaining("ertificate");
  }

  private static void awaitError(CapturedOutput output) {
    await()
        .atMost(PATIENCE)
        .until(() -> output.getAll().lines().anyMatch(line -> line.contains(" ERROR ")));
  }

  private TestServer start() {
    String store = "spring.ssl.bundle.pem.web.keystore.";
    return TestServer.start(
        "server.ssl.bundle=web",
        "spring.ssl.bundle.watch.file.quiet-period=100ms",
        "spring.ssl.bundle.pem.web.reload-on-update=true",
        store + "certificate=" + certificateFile.toUri(),
        store + "private-key=" + keyFile.toUri(),
        store + "verify-keys=true");
  }

  private static boolean accepts(TestServer server, TestCertificate certificate)
      throws IOException {
    try (SSLSocket tls = certificate.over(socket(server))) {
      tls.setSoTimeout((int) PATIENCE.toMillis());
      tls.startHandshake();
      return true;
    } catch (SSLException e) {
      return false; // it trusts another
    }
  }

  private static StompSocket connect(TestServer server, TestCertificate certificate, String user)
      throws IOException {
    return NarrowSocket.stomp(certificate.over(socket(server)), server.port(), user);
  }

  private static Socket socket(TestServer server) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }
}
