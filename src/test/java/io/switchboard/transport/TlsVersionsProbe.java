package io.switchboard.transport;

import io.switchboard.testing.TestCertificate;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/// A program for a JVM of its own, whose policy allows every version of TLS: starts a server, tries
/// each version, and prints which were accepted.
final class TlsVersionsProbe {

  static final String ANSWER = "accepted: ";

  private static final List<String> VERSIONS =
      List.of("SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  private TlsVersionsProbe() {}

  /// @param arguments a directory, and the server's properties
  public static void main(String[] arguments) throws Exception {
    TestCertificate certificate = TestCertificate.create(Path.of(arguments[0]));
    List<String> properties = new ArrayList<>(List.of(certificate.serverProperties()));
    properties.addAll(List.of(arguments).subList(1, arguments.length));
    try (TestServer server = TestServer.start(properties.toArray(String[]::new))) {
      System.out.println(ANSWER + accepted(server, certificate));
    }
  }

  /// The versions that the server takes from a client which speaks no other.
  static String accepted(TestServer server, TestCertificate certificate) throws IOException {
    List<String> accepted = new ArrayList<>();
    for (String version : VERSIONS) {
      if (accepts(server, certificate, version)) {
        accepted.add(version);
      }
    }
    return String.join(" ", accepted);
  }

  private static boolean accepts(TestServer server, TestCertificate certificate, String version)
      throws IOException {
    try (SSLSocket tls =
        certificate.over(new Socket(InetAddress.getLoopbackAddress(), server.port()))) {
      tls.setSoTimeout(15_000);
      tls.setEnabledProtocols(new String[] {version});
      tls.setEnabledCipherSuites(tls.getSupportedCipherSuites());
      tls.startHandshake();
      return tls.getSession().getProtocol().equals(version);
    } catch (SSLException e) {
      return false;
    }
  }
}
