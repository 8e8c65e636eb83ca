package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.SignIn;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a SockJS client asks for before it begins a session.
class SockJsPagesTests {

  private static final String LIBRARY = "/webjars/sockjs-client/sockjs.min.js";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void saysWhatItCanDo() throws IOException {
    HttpResponse<String> answer = get("/sockjs/info");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).startsWith("application/json");
    assertThat(header(answer, "Cache-Control")).contains("no-store", "no-cache");
    JsonNode info = JsonMapper.shared().readTree(answer.body());
    assertThat(info.get("websocket").asBoolean()).isTrue();
    assertThat(info.get("entropy").isIntegralNumber()).isTrue();
  }

  @Test
  void saysItToItsOwnPagesOnly() throws IOException {
    String own = "http://127.0.0.1:" + server.port();

    assertThat(get("/sockjs/info", "Origin", own).statusCode()).isEqualTo(200);
    assertThat(get("/sockjs/info", "Origin", "https://elsewhere.example").statusCode())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sockjs", "/sockjs/"})
  void greets(String path) throws IOException {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("Welcome to SockJS!\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sockjs/iframe.html", "/sockjs/iframe-1.5.1.html"})
  void servesTheFrameOfOldBrowsersWithItsOwnLibrary(String path) throws IOException {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).startsWith("text/html");
    assertThat(header(answer, "X-Frame-Options")).isEqualTo("SAMEORIGIN");
    assertThat(answer.body()).contains("<script src=\"" + LIBRARY + "\"></script>");
    String etag = header(answer, "ETag");
    assertThat(get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
  }

  @Test
  void hasTheLibraryInItsOwnJarForWhoHasSignedIn() throws Exception {
    HttpResponse<String> answer = get(LIBRARY, "Cookie", SignIn.cookie(server.port(), "alice"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).contains("javascript");
    assertThat(answer.body()).contains("SockJS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sockjs/nothing",
        "/sockjs/000/session",
        "/sockjs/000/session/nothing",
        "/sockjs/000/session/jsonp?c=x",
        "/sockjs/0.0/session/eventsource",
        "/sockjs/000/ses.sion/eventsource",
        "/sockjs/000/session/eventsource/more",
        "/sockjs/iframe.htm"
      })
  void hasNothingElse(String path) throws IOException {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void tellsWhichMethodATransportTakes() throws IOException {
    HttpResponse<String> answer = get(SockJsHttp.session(server.port()).path() + "/xhr");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(header(answer, "Allow")).contains("POST", "OPTIONS");
  }

  private static HttpResponse<String> get(String path, String... headers) throws IOException {
    return SockJsHttp.get(server.port(), path, headers);
  }

  private static String header(HttpResponse<String> answer, String name) {
    return String.join(", ", answer.headers().allValues(name));
  }
}
