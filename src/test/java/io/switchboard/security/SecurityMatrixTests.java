package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SignIn;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Who is let in from where: all that the documentation prints.
class SecurityMatrixTests {

  private static final String HEADING = "Who may connect";
  private static final String LISTED = "https://app.example.com";
  private static final String KEY = "sbk_0123456789abcdef0123456789abcdef";
  private static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:localhost\n\n";

  private static final List<String> WHO =
      List.of("nobody", "anonymous", "token", "API key", "bad token", "bad key", "cookie");
  private static final List<String> ORIGINS =
      List.of("own", "listed", "none", "unnamed", "foreign", "null");

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static TestServer strict;
  private static TestServer open;
  private static String cookie;
  private static String csrf;

  /// A page of an application's own.
  @RestController
  static class Page {

    @GetMapping("/page")
    String page(CsrfToken csrf) {
      return csrf.getToken();
    }
  }

  @BeforeAll
  static void start() throws Exception {
    strict = start("switchboard.auth.anonymous=false");
    open = start("switchboard.auth.anonymous=true");
    cookie = SignIn.cookie(strict.port(), "olga");
    csrf = SockJsHttp.get(strict.port(), "/page", "Cookie", cookie).body();
  }

  private static TestServer start(String property) {
    return TestServer.startWith(
        new Class<?>[] {Page.class},
        property,
        "switchboard.allowed-origins=" + LISTED,
        "switchboard.auth.api-keys.ops.hash=sha256:" + Hashes.sha256(KEY),
        "switchboard.auth.api-keys.ops.operator=true",
        "spring.security.user.name=olga",
        "spring.security.user.password=olga",
        "spring.security.user.roles=OPERATOR");
  }

  @AfterAll
  static void stop() {
    strict.close();
    open.close();
    HTTP.close();
  }

  static List<Matrix.Cell> cells() throws IOException {
    return Matrix.cells(HEADING);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void isAsPrinted(Matrix.Cell cell) throws IOException, InterruptedException {
    Visitor visitor = new Visitor(cell.row(), cell.second());

    String answer =
        switch (cell.column()) {
          case "/ws" -> visitor.webSocket();
          case "/sockjs/info" -> visitor.get("/sockjs/info");
          case "SockJS xhr" -> visitor.sockJs(SockJsTransport.XHR_POLLING);
          case "SockJS eventsource" -> visitor.sockJs(SockJsTransport.EVENTSOURCE);
          case "API GET" -> visitor.get("/api/v1/policies/rooms.lobby");
          case "API POST" -> visitor.revoke();
          case "Page" -> visitor.get("/page");
          default -> throw new IllegalArgumentException("No such column: " + cell.column());
        };

    assertThat(answer).isEqualTo(cell.expected());
  }

  @Test
  void leavesNobodyOut() throws IOException {
    assertThat(cells().stream().map(cell -> cell.row() + " from " + cell.second()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            WHO.stream()
                .flatMap(who -> ORIGINS.stream().map(origin -> who + " from " + origin))
                .toList());
  }

  /// What a page of somebody else's could send at most, were it not for its origin.
  @Test
  void takesNoPostOfAnOperatorsCookieWithoutTheCsrfToken() throws Exception {
    Visitor visitor = new Visitor("cookie", "own");

    assertThat(visitor.revoke()).isEqualTo("200");
    assertThat(visitor.post()).isEqualTo("403");
    assertThat(visitor.post("X-CSRF-TOKEN", "forged")).isEqualTo("403");
  }

  /// Somebody who shows something, or nothing, from a page, or from none.
  private record Visitor(String who, String origin) {

    int port() {
      return who.equals("anonymous") ? open.port() : strict.port();
    }

    /// @return name, value, name, value...
    String[] headers(String host) {
      return Stream.of(credential(), origin(host)).flatMap(List::stream).toArray(String[]::new);
    }

    private List<String> credential() {
      return switch (who) {
        case "nobody", "anonymous" -> List.of();
        case "cookie" -> List.of("Cookie", cookie);
        case "API key" -> List.of("Authorization", "Bearer " + KEY);
        case "token" -> List.of("Authorization", "Bearer " + operator());
        case "bad key" -> List.of("Authorization", "Bearer " + KEY + "0");
        case "bad token" -> List.of("Authorization", "Bearer " + operator() + "0");
        default -> throw new IllegalArgumentException("Nobody is called " + who);
      };
    }

    private List<String> origin(String host) {
      return switch (origin) {
        case "own" -> List.of("Origin", "http://" + host + ":" + port());
        case "listed" -> List.of("Origin", LISTED);
        case "foreign" -> List.of("Origin", "https://evil.example");
        case "null" -> List.of("Origin", "null");
        case "unnamed" -> List.of("Sec-Fetch-Site", "same-origin");
        case "none" -> List.of();
        default -> throw new IllegalArgumentException("Nothing comes from " + origin);
      };
    }

    private static String operator() {
      return TestServer.token(
          "olga", Instant.now().plusSeconds(600), Map.of("roles", List.of("OPERATOR")));
    }

    String webSocket() throws IOException {
      String[] pairs = headers("localhost");
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < pairs.length; i += 2) {
        lines.add(pairs[i] + ": " + pairs[i + 1]);
      }
      String handshake = RawWebSocket.handshake(port(), "/ws", lines.toArray(String[]::new));
      try (RawWebSocket socket = RawWebSocket.request(port(), handshake)) {
        if (socket.status() != 101) {
          return "" + socket.status();
        }
        StompSocket stomp = new StompSocket(socket);
        stomp.send(CONNECT);
        return "101, " + outcome(stomp.read());
      }
    }

    String get(String path) throws IOException, InterruptedException {
      return send(HttpRequest.newBuilder(uri(path)).GET(), headers("127.0.0.1"));
    }

    String revoke() throws IOException, InterruptedException {
      return who.equals("cookie") ? post("X-CSRF-TOKEN", csrf) : post();
    }

    String post(String... more) throws IOException, InterruptedException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri("/api/v1/revocations"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"user\":\"somebody-else\"}"));
      return send(
          request,
          Stream.of(headers("127.0.0.1"), more).flatMap(Stream::of).toArray(String[]::new));
    }

    private static String send(HttpRequest.Builder request, String[] headers)
        throws IOException, InterruptedException {
      request.header("Accept", "text/html, */*");
      if (headers.length > 0) {
        request.headers(headers);
      }
      return "" + HTTP.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    private URI uri(String path) {
      return URI.create("http://127.0.0.1:" + port() + path);
    }

    String sockJs(SockJsTransport transport) throws IOException {
      HttpResponse<InputStream> first = session().stream(transport);
      first.body().close();
      if (first.statusCode() != 200) {
        return "" + first.statusCode();
      }
      SockJsHttp session = session();
      try (SockJsStomp stomp = SockJsStomp.begin(session, transport)) {
        assertThat(stomp.frame()).isEqualTo("o");
        assertThat(session.with(ofPost()).post(SockJsStomp.messages(CONNECT)).statusCode())
            .isEqualTo(204);
        return "200, " + outcome(stomp.read());
      }
    }

    private SockJsHttp session() {
      return SockJsHttp.session(port(), headers("127.0.0.1"));
    }

    /// Browsers leave the origin out of a GET at the most.
    private String[] ofPost() {
      return new Visitor(who, origin.equals("unnamed") ? "own" : origin).headers("127.0.0.1");
    }

    private static String outcome(StompSocket.Received answer) {
      return answer.command().equals("CONNECTED") ? "CONNECTED" : answer.header("code");
    }
  }
}
