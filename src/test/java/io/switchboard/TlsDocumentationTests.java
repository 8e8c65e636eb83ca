package io.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.Installed;
import io.switchboard.testing.MarkdownFile;
import io.switchboard.testing.NarrowSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestCertificate;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ByteArrayResource;

/// Does what the operator's guide says about TLS.
class TlsDocumentationTests {

  private static final String GUIDE = "src/docs/operations.md";

  @TempDir private Path directory = Path.of("");

  @Test
  void makesACertificateThatServesAsShown() throws Exception {
    Installed.program("openssl");

    run(onlyOne("sh", "openssl req"));

    SSLContext clients = trusting(directory.resolve("localhost.crt"));
    try (TestServer server = TestServer.start(properties(onlyOne("yaml", "reload-on-update")))) {
      Socket below = new Socket(InetAddress.getLoopbackAddress(), server.port());
      Socket tls = clients.getSocketFactory().createSocket(below, "localhost", server.port(), true);
      try (StompSocket alice = NarrowSocket.stomp(tls, server.port(), "alice")) {
        alice.subscribe("1", "/topic/rooms.lobby");
        alice.publish("/topic/rooms.lobby", "over TLS");
        assertThat(alice.read().body()).isEqualTo("over TLS");
      }
      assertThat(SockJsHttp.secured(server.port(), clients).stream(SockJsTransport.XHR_STREAMING))
          .satisfies(byAddress -> {
            assertThat(byAddress.statusCode()).isEqualTo(200);
            byAddress.body().close();
          });
    }
  }

  private static String onlyOne(String language, String containing) throws IOException {
    List<String> blocks =
        MarkdownFile.read(GUIDE).code(language).stream()
            .filter(block -> block.contains(containing))
            .toList();
    assertThat(blocks).hasSize(1);
    return blocks.getFirst();
  }

  private void run(String shell) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", shell)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    try (InputStream output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
    }
  }

  /// As shown, but for where the files are, and the port.
  private String[] properties(String yaml) throws IOException {
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    return new YamlPropertySourceLoader()
        .load("example", new ByteArrayResource(bytes)).stream()
            .map(EnumerablePropertySource.class::cast)
            .flatMap(source ->
                Arrays.stream(source.getPropertyNames())
                    .map(name -> name + "=" + source.getProperty(name)))
            .filter(property -> !property.startsWith("server.port="))
            .map(property -> property.replace("=file:", "=" + directory.toUri()))
            .toArray(String[]::new);
  }

  private static SSLContext trusting(Path certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          "localhost", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    return TestCertificate.trusting(trusted);
  }
}
