package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.SignIn;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PageHeadersTests {

  @Test
  void keepTheDemosPagesToTheirOwn() throws Exception {
    try (TestServer server = TestServer.start("spring.profiles.active=demo")) {
      String alice = SignIn.cookie(server.port(), "alice");

      HttpResponse<String> page = SockJsHttp.get(server.port(), "/", "Cookie", alice);

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(header(page, "Content-Security-Policy"))
          .isEqualTo(policy(server, " '" + hashOfImportMap(page.body()) + "'"));
      assertProtected(page);
    }
  }

  @Test
  void keepOtherPagesWithoutAnyInlineScript() throws IOException {
    try (TestServer server = TestServer.start()) {
      HttpResponse<String> login = SockJsHttp.get(server.port(), "/login");

      assertThat(login.statusCode()).isEqualTo(200);
      assertThat(header(login, "Content-Security-Policy")).isEqualTo(policy(server, ""));
      assertThat(login.body()).doesNotContain("<script", "<style", " style=");
      assertProtected(login);
    }
  }

  @Test
  void nameTheWebSocketsOfThePublicUrl() throws IOException {
    try (TestServer server = TestServer.start("switchboard.public-url=https://chat.example.com")) {
      assertThat(header(SockJsHttp.get(server.port(), "/login"), "Content-Security-Policy"))
          .contains("; connect-src 'self' wss://chat.example.com; ");
    }
  }

  @Test
  void letNobodyFrameSockJsUnlessOriginsAreListed() throws IOException {
    try (TestServer server = TestServer.start()) {
      HttpResponse<String> page = SockJsHttp.get(server.port(), "/sockjs/iframe.html");

      assertThat(header(page, "X-Frame-Options")).isEqualTo("SAMEORIGIN");
      assertThat(header(page, "Content-Security-Policy"))
          .contains("default-src 'none'")
          .endsWith("frame-ancestors 'self'");
    }
  }

  private static void assertProtected(HttpResponse<String> page) {
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "X-Frame-Options")).isEqualTo("SAMEORIGIN");
    assertThat(header(page, "Referrer-Policy")).isEqualTo("same-origin");
    assertThat(header(page, "Permissions-Policy")).contains("camera=()", "microphone=()");
    assertThat(header(page, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
  }

  private static String policy(TestServer server, String scripts) {
    return "default-src 'self'; script-src 'self'"
        + scripts
        + "; connect-src 'self' ws://127.0.0.1:"
        + server.port()
        + "; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";
  }

  private static String hashOfImportMap(String page) throws Exception {
    String start = "<script type=\"importmap\">";
    String map = page.substring(page.indexOf(start) + start.length(), page.indexOf("</script>"));
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(map.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(hash);
  }

  private static String header(HttpResponse<String> answer, String name) {
    return String.join(", ", answer.headers().allValues(name));
  }
}
