package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.TestCertificate;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which versions of TLS a server takes.
class TlsVersionsTests {

  /// Jetty's own list has none that the old versions could use.
  private static final String CIPHERS =
      "server.ssl.ciphers=TLS_AES_128_GCM_SHA256,TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,"
          + "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA";

  @TempDir private Path directory = Path.of("");

  @Test
  void are12And13() throws Exception {
    assertThat(accepted(CIPHERS)).isEqualTo("TLSv1.2 TLSv1.3");
  }

  @Test
  void areThoseThatWereAskedFor() throws Exception {
    assertThat(accepted(CIPHERS, "server.ssl.enabled-protocols=TLSv1.1,TLSv1.2"))
        .isEqualTo("TLSv1.1 TLSv1.2");
  }

  @Test
  void areThoseThatWereAskedForBesideABundle() throws Exception {
    assertThat(acceptedOfABundle("server.ssl.enabled-protocols=TLSv1.2")).isEqualTo("TLSv1.2");
  }

  @Test
  void areThoseOfTheBundleFirst() throws Exception {
    assertThat(
            acceptedOfABundle(
                "spring.ssl.bundle.pem.web.options.enabled-protocols=TLSv1.3",
                "server.ssl.enabled-protocols=TLSv1.2"))
        .isEqualTo("TLSv1.3");
  }

  private String acceptedOfABundle(String... properties) throws Exception {
    Path file = directory.resolve("server.crt");
    Path key = directory.resolve("server.key");
    TestCertificate certificate = TestCertificate.create(directory);
    certificate.writePem(file, key);
    List<String> all = new ArrayList<>(List.of(properties));
    all.add("server.ssl.bundle=web");
    all.add("spring.ssl.bundle.pem.web.keystore.certificate=" + file.toUri());
    all.add("spring.ssl.bundle.pem.web.keystore.private-key=" + key.toUri());
    try (TestServer server = TestServer.start(all.toArray(String[]::new))) {
      return TlsVersionsProbe.accepted(server, certificate);
    }
  }

  /// In a JVM that would take any.
  private String accepted(String... properties) throws IOException, InterruptedException {
    Path policy =
        Files.writeString(
            directory.resolve("any.security"),
            """
            jdk.tls.disabledAlgorithms=
            jdk.tls.legacyAlgorithms=
            jdk.certpath.disabledAlgorithms=
            """);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.security.properties=" + policy);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(TlsVersionsProbe.class.getName());
    command.add(directory.toString());
    command.addAll(List.of(properties));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      return said.lines()
          .filter(line -> line.startsWith(TlsVersionsProbe.ANSWER))
          .map(line -> line.substring(TlsVersionsProbe.ANSWER.length()))
          .findFirst()
          .orElseThrow();
    }
  }
}
