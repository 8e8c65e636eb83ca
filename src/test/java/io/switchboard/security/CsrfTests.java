package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.Api;
import io.switchboard.testing.SignIn;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// What a page posts for a cookie's user needs the token that only this server's pages can read.
class CsrfTests {

  private static TestServer server;
  private static String alice;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.startWith(new Class<?>[] {Api.class}, "spring.profiles.active=demo");
    alice = SignIn.cookie(server.port(), "alice");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void keepsWritesWithACookieAloneOut() throws IOException {
    assertThat(postSignedIn("/api/write").statusCode()).isEqualTo(403);
    assertSentToTheForm(postSignedIn("/logout"));
    assertSentToTheForm(post("/login?username=alice&password=alice"));
  }

  /// Who was signed in or out would be sent elsewhere.
  private static void assertSentToTheForm(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login");
  }

  @Test
  void takesWritesWithTheToken() throws IOException {
    HttpResponse<String> written = postSignedIn("/api/write", "X-CSRF-TOKEN", csrfToken());

    assertThat(written.statusCode()).isEqualTo(200);
    assertThat(written.body()).isEqualTo("written");
  }

  @Test
  void signsOutWithTheToken() throws Exception {
    String cookie = SignIn.cookie(server.port(), "bob");
    String own = "http://127.0.0.1:" + server.port();
    String token = tokenIn(SockJsHttp.get(server.port(), "/demo/me", "Cookie", cookie));

    HttpResponse<String> answer =
        post("/logout", "Cookie", cookie, "Origin", own, "X-CSRF-TOKEN", token);

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/login?logout");
    assertThat(SockJsHttp.get(server.port(), "/demo/me", "Cookie", cookie).statusCode())
        .isEqualTo(302);
  }

  @Test
  void asksNoneOfABearerToken() throws IOException {
    String bearer = "Bearer " + TestServer.token("alice");

    assertThat(post("/api/write", "Authorization", bearer).statusCode()).isEqualTo(200);
    assertThat(postSignedIn("/api/write", "Authorization", bearer).statusCode()).isEqualTo(200);
    assertThat(postSignedIn("/api/write", "Authorization", "Basic x").statusCode()).isEqualTo(403);
  }

  @Test
  void asksNoneOfSockJs() throws IOException {
    SockJsHttp session = SockJsHttp.signedIn(server.port(), alice);
    try (SockJsStomp stomp = SockJsStomp.begin(session, SockJsTransport.XHR_POLLING)) {
      assertThat(stomp.frame()).isEqualTo("o");

      stomp.send("CONNECT\naccept-version:1.2\nhost:localhost\n\n");

      assertThat(stomp.read().header("user-name")).isEqualTo("alice");
    }
  }

  private static String csrfToken() throws IOException {
    return tokenIn(SockJsHttp.get(server.port(), "/demo/me", "Cookie", alice));
  }

  private static String tokenIn(HttpResponse<String> me) {
    return JsonMapper.shared().readTree(me.body()).path("csrf").path("token").asString();
  }

  private static HttpResponse<String> postSignedIn(String path, String... more) throws IOException {
    String[] headers = new String[more.length + 4];
    headers[0] = "Cookie";
    headers[1] = alice;
    headers[2] = "Origin";
    headers[3] = "http://127.0.0.1:" + server.port();
    System.arraycopy(more, 0, headers, 4, more.length);
    return post(path, headers);
  }

  private static HttpResponse<String> post(String path, String... headers) throws IOException {
    return SockJsHttp.send(server.port(), "POST", path, headers);
  }
}
