package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.testing.Api;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SignIn;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which pages may connect, on every path that they can connect to.
class OriginTests {

  private static final String LISTED = "https://app.example.com";
  private static final String FOREIGN = "https://evil.example";

  private static TestServer server;
  private static String alice;

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.startWith(
            new Class<?>[] {Api.class},
            "spring.profiles.active=demo",
            "switchboard.allowed-origins=" + LISTED,
            "switchboard.allowed-origin-patterns=https://*.example.org,"
                + "http://localhost:[3000],https://*.example.net:[443]");
    alice = SignIn.cookie(server.port(), "alice");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /sockjs/info",
    "GET, /sockjs",
    "POST, /sockjs/000/*/xhr",
    "POST, /sockjs/000/*/xhr_send",
    "POST, /sockjs/000/*/xhr_streaming",
    "GET, /sockjs/000/*/eventsource",
    "GET, /sockjs/000/*/htmlfile?c=callback",
    "GET, /sockjs/000/*/websocket",
    "GET, /sockjs/websocket",
    "GET, /sockjs/iframe.html",
    "OPTIONS, /sockjs/info",
    "GET, /echo/info",
    "GET, /echo",
    "GET, /ws",
    "GET, /api/seen",
    "POST, /api/write"
  })
  void refusesForeignPagesEverywhere(String method, String path) throws IOException {
    String own = "http://127.0.0.1:" + server.port();
    for (String origin : List.of(FOREIGN, "null", "%zz", LISTED + "/", "https://example.org")) {
      HttpResponse<String> answer = send(method, path, "Origin", origin);

      assertThat(answer.statusCode()).as(origin).isEqualTo(403);
      assertThat(answer.body())
          .startsWith("Pages of " + origin + " may not connect to " + own + ". ");
      assertNoCors(answer);
    }
    assertThat(send(method, path, "Origin", FOREIGN).body())
        .contains("switchboard.allowed-origins");
    HttpResponse<String> two = send(method, path, "Origin", LISTED, "Origin", LISTED);
    assertThat(two.statusCode()).isEqualTo(403);
    assertThat(two.body()).isEqualTo("A request has one Origin; this one has 2.\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LISTED,
        "https://chat.example.org",
        "https://a.b.example.org",
        "https://a.example.net",
        "http://localhost:3000"
      })
  void letsListedPagesReadWhatTheyAreSent(String origin) throws IOException {
    HttpResponse<String> answer = send("GET", "/sockjs/info", "Origin", origin);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(origin);
    assertThat(answer.headers().allValues("Access-Control-Allow-Credentials"))
        .containsExactly("true");
    assertThat(answer.headers().allValues("Vary")).contains("Origin");
    assertThat(send("GET", "/api/seen", "Origin", origin).headers().map())
        .containsEntry("access-control-allow-origin", List.of(origin));
    RawWebSocket.open(server.port(), "/ws", "Origin: " + origin).close();
  }

  @Test
  void letsItsOwnPagesInWithoutCors() throws IOException {
    for (String path : List.of("/sockjs/info", "/api/seen")) {
      HttpResponse<String> answer =
          send("GET", path, "Origin", "http://127.0.0.1:" + server.port(), "Cookie", alice);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().allValues("Vary")).contains("Origin");
      assertNoCors(answer);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sockjs/000/x/xhr_send", "/sockjs/info", "/api/write"})
  void answersPreflightsOfListedPages(String path) throws IOException {
    HttpResponse<String> answer = preflight(path, LISTED, "POST", "authorization, content-type");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().map())
        .containsEntry("access-control-allow-origin", List.of(LISTED))
        .containsEntry("access-control-allow-credentials", List.of("true"))
        .containsEntry("access-control-max-age", List.of("3600"));
    assertThat(answer.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
        .contains("POST");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
        .containsIgnoringCase("authorization")
        .containsIgnoringCase("content-type");
  }

  @Test
  void answersNoOtherPreflight() throws IOException {
    assertNoCors(preflight("/api/write", FOREIGN, "POST", "x"));
    assertThat(preflight("/api/write", FOREIGN, "POST", "x").statusCode()).isEqualTo(403);
    assertThat(preflight("/api/write", LISTED, "TRACE", "content-type").statusCode())
        .isEqualTo(403);
    assertThat(preflight("/api/write", LISTED, "POST", "x-unheard-of").statusCode()).isEqualTo(403);
  }

  @Test
  void carriesListedPagesOverSockJs() throws IOException {
    SockJsHttp session = SockJsHttp.session(server.port(), "Origin", LISTED);
    try (SockJsStomp stomp = SockJsStomp.connect(session, SockJsTransport.XHR_STREAMING, "alice")) {
      stomp.subscribe("1", "/topic/rooms.lobby");
      assertThat(session.with("Origin", FOREIGN).post("[\"x\"]").statusCode()).isEqualTo(403);
      stomp.send("SEND\ndestination:/app/rooms.lobby.say\n\n{\"text\":\"Hello\"}");
      assertThat(stomp.read().body()).contains("Hello");
    }
  }

  @Test
  void servesTheFrameToListedPages() throws IOException {
    for (String[] sender : new String[][] {{}, {"Cookie", alice, "Sec-Fetch-Site", "cross-site"}}) {
      HttpResponse<String> page = send("GET", "/sockjs/iframe.html", sender);

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().allValues("X-Frame-Options")).isEmpty();
      assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
          .endsWith(
              "frame-ancestors 'self' https://app.example.com https://*.example.org"
                  + " http://localhost:3000 https://*.example.net:443");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, same-origin, 200",
    "Sec-Fetch-Site, none, 200",
    "Sec-Fetch-Site, same-site, 403",
    "Sec-Fetch-Site, cross-site, 403",
    "Sec-Fetch-Site, %zz, 403",
    "Referer, http://127.0.0.1:PORT/chat?x, 200",
    "Referer, http://127.0.0.1:PORT, 200",
    "Referer, http://127.0.0.1:1/, 403",
    "Referer, https://app.example.com/, 403",
    "Referer, http://127.0.0.1:PORT@evil.example/, 403",
    "Referer, %zz, 403",
    "X-Other, x, 403"
  })
  void asksACookiesUserForASignOfTheirPage(String name, String value, int status)
      throws IOException {
    String sign = value.replace("PORT", "" + server.port());

    for (String path : List.of("/sockjs/info", "/api/seen")) {
      assertThat(send("GET", path, "Cookie", alice, name, sign).statusCode()).isEqualTo(status);
    }
    assertThat(send("GET", "/sockjs/info", name, sign).statusCode()).isEqualTo(200);
  }

  @Test
  void believesTheBrowserBeforeTheReferer() throws IOException {
    HttpResponse<String> answer =
        send(
            "GET",
            "/sockjs/info",
            "Cookie",
            alice,
            "Sec-Fetch-Site",
            "same-site",
            "Referer",
            "http://127.0.0.1:" + server.port() + "/");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("Origin", "Sec-Fetch-Site", "Referer", "token");
  }

  @Test
  void asksNoneOfWhoHasAToken() throws IOException {
    String token = "Bearer " + TestServer.token("alice");

    assertThat(send("GET", "/sockjs/info", "Authorization", token, "Cookie", alice).statusCode())
        .isEqualTo(200);
    assertThat(send("GET", "/sockjs/info", "Authorization", token, "Origin", FOREIGN).statusCode())
        .isEqualTo(403);
    assertThat(
            send("GET", "/sockjs/info", "Authorization", "Basic x", "Cookie", alice).statusCode())
        .isEqualTo(403);
  }

  @Test
  void refusesAHandshakeWithACookieAndNoOrigin() {
    assertThatThrownBy(() -> RawWebSocket.open(server.port(), "/ws", "Cookie: " + alice))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("403");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /sockjs/000/*/xhr", "POST /sockjs/000/*/xhr_streaming"})
  void refusesPostsWithACookieAndNoOrigin(String request) throws IOException {
    String[] words = request.split(" ", 2);

    assertThat(send(words[0], words[1], "Cookie", alice).statusCode()).isEqualTo(403);
    assertThat(send(words[0], words[1], "Cookie", alice, "Sec-Fetch-Site", "none").statusCode())
        .isEqualTo(403);
  }

  private static HttpResponse<String> preflight(
      String path, String origin, String method, String headers) throws IOException {
    return send(
        "OPTIONS",
        path,
        "Origin",
        origin,
        "Access-Control-Request-Method",
        method,
        "Access-Control-Request-Headers",
        headers);
  }

  private static void assertNoCors(HttpResponse<?> answer) {
    List<String> names = new ArrayList<>(answer.headers().map().keySet());
    assertThat(names).noneMatch(name -> name.startsWith("access-control-"));
  }

  private static HttpResponse<String> send(String method, String path, String... headers)
      throws IOException {
    String unheardOf = path.replace("*", UUID.randomUUID().toString());
    return SockJsHttp.send(server.port(), method, unheardOf, headers);
  }
}
