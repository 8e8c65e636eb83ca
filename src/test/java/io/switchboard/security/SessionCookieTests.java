package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.TestCertificate;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The cookie that the login begins a session with.
class SessionCookieTests {

  @Test
  void isAnOrdinaryOneWithoutTls() throws IOException {
    assertThat(cookie())
        .anySatisfy(part -> assertThat(part).startsWith("switchboard="))
        .contains("HttpOnly", "SameSite=Lax", "Path=/")
        .doesNotContain("Secure");
  }

  @Test
  void isForThisHostAndTlsAloneWhereBrowsersComeOverTls() throws IOException {
    assertThat(cookie("switchboard.public-url=https://chat.example.com"))
        .satisfies(SessionCookieTests::assertForThisHost);
  }

  @Test
  void staysAtTheRootBelowAContextPath() throws IOException {
    assertThat(
            cookie(
                "switchboard.public-url=https://chat.example.com",
                "server.servlet.context-path=/chat"))
        .satisfies(SessionCookieTests::assertForThisHost);
  }

  @Test
  void isSoWhereTheServerItselfSpeaksTls(@TempDir Path directory) throws Exception {
    TestCertificate certificate = TestCertificate.create(directory);
    try (TestServer server = TestServer.start(certificate.serverProperties());
        Socket tls =
            certificate.over(new Socket(InetAddress.getLoopbackAddress(), server.port()))) {
      String request = "GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      tls.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String answer = new String(tls.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      String line =
          answer
              .lines()
              .filter(header -> header.startsWith("Set-Cookie: "))
              .findFirst()
              .orElseThrow();
      assertForThisHost(parts(line.substring("Set-Cookie: ".length())));
    }
  }

  @Test
  void keepsTheNameThatWasSet() throws IOException {
    assertThat(
            cookie(
                "switchboard.public-url=https://chat.example.com",
                "server.servlet.session.cookie.name=mine",
                "server.servlet.session.cookie.same-site=strict"))
        .anySatisfy(part -> assertThat(part).startsWith("mine="))
        .contains("SameSite=Strict");
  }

  private static void assertForThisHost(List<? extends String> parts) {
    assertThat(parts.getFirst()).startsWith("__Host-switchboard=");
    assertThat(List.<String>copyOf(parts))
        .contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax")
        .noneMatch(part -> part.startsWith("Domain"));
  }

  private static List<String> cookie(String... properties) throws IOException {
    try (TestServer server = TestServer.start(properties)) {
      String path = String.join("", properties).contains("context-path") ? "/chat/login" : "/login";
      return parts(
          SockJsHttp.get(server.port(), path).headers().firstValue("Set-Cookie").orElseThrow());
    }
  }

  private static List<String> parts(String cookie) {
    return Arrays.stream(cookie.split(";", -1)).map(String::strip).toList();
  }
}
