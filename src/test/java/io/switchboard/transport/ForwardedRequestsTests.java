package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.Api;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// What the server sees of a request, behind a proxy and in front of one.
class ForwardedRequestsTests {

  private static final Class<?>[] API = {Api.class};

  private static final String[] FORWARDED = {
    "X-Forwarded-For", "1.1.1.1, 192.0.2.1",
    "X-Forwarded-Proto", "https",
    "X-Forwarded-Host", "chat.example.com"
  };

  private static TestServer open;
  private static TestServer proxied;

  @BeforeAll
  static void start() {
    open = TestServer.startWith(API);
    proxied = TestServer.startWith(API, "switchboard.trusted-proxies=127.0.0.0/8, ::1");
  }

  @AfterAll
  static void stop() {
    open.close();
    proxied.close();
  }

  @Test
  void areWhatATrustedProxySaysOfThem() throws IOException {
    assertThat(seen(proxied, FORWARDED))
        .containsExactly(
            "192.0.2.1",
            "192.0.2.1",
            "https://chat.example.com/api/seen",
            "true",
            "chat.example.com",
            "null",
            "null",
            "null",
            "null");
  }

  @Test
  void takeIpv6AndPorts() throws IOException {
    List<String> seen =
        seen(
            proxied,
            "Forwarded",
            "for=\"[2001:db8::1]:4711\";proto=https;host=\"[2001:db8::2]:8443\"");

    assertThat(seen.getFirst()).isEqualTo("[2001:db8:0:0:0:0:0:1]");
    assertThat(seen.get(2)).isEqualTo("https://[2001:db8::2]:8443/api/seen");
  }

  @Test
  void areWhatTheyAreWhereNoProxyIsTrusted() throws IOException {
    String host = "127.0.0.1:" + open.port();

    assertThat(seen(open, FORWARDED))
        .containsExactly(
            "127.0.0.1",
            "127.0.0.1",
            "http://" + host + "/api/seen",
            "false",
            host,
            "null",
            "null",
            "null",
            "null");
    assertThat(seen(open, "Forwarded", "for=192.0.2.1;proto=https;host=evil"))
        .startsWith("127.0.0.1", "127.0.0.1", "http://" + host + "/api/seen", "false")
        .doesNotContain("evil");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "un/known", "%%%", "1.1.1.1;drop", ",,,,", "\u00e4\u00f6"})
  void surviveNonsense(String nonsense) throws IOException {
    List<String> seen =
        seen(
            proxied,
            "X-Forwarded-For",
            nonsense,
            "X-Forwarded-Proto",
            nonsense,
            "X-Forwarded-Host",
            nonsense,
            "X-Forwarded-Port",
            nonsense);

    assertThat(seen)
        .startsWith(
            "127.0.0.1", "127.0.0.1", "http://127.0.0.1:" + proxied.port() + "/api/seen", "false");
  }

  @Test
  void mayHaveAHundredEntries() throws IOException {
    String entries = "127.0.0.7, ".repeat(300) + "192.0.2.1";

    assertThat(seen(proxied, "X-Forwarded-For", entries)).startsWith("192.0.2.1");
  }

  @Test
  void letPagesConnectThatCameThroughTheProxy() throws IOException {
    String[] headers = {
      "Origin: https://chat.example.com",
      "X-Forwarded-For: 192.0.2.1",
      "X-Forwarded-Proto: https",
      "X-Forwarded-Host: chat.example.com"
    };
    try (RawWebSocket webSocket = RawWebSocket.open(proxied.port(), "/ws", headers);
        StompSocket stomp = StompSocket.connect(webSocket, "alice", "accept-version:1.2")) {
      stomp.subscribe("1", "/topic/rooms.lobby");
    }
    String request = RawWebSocket.handshake(open.port(), "/ws", headers);
    try (RawWebSocket answer = RawWebSocket.request(open.port(), request)) {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body())
          .startsWith("Pages of https://chat.example.com may not connect to http://localhost:")
          .contains("switchboard.trusted-proxies");
    }
  }

  @ParameterizedTest
  @EnumSource(names = "WEBSOCKET", mode = EnumSource.Mode.EXCLUDE)
  void ofASockJsSessionComeFromOneClient(SockJsTransport transport) throws IOException {
    SockJsHttp session = SockJsHttp.session(proxied.port(), "X-Forwarded-For", "192.0.2.1:4711");
    try (SockJsStomp stomp = SockJsStomp.connect(session, transport, "alice")) {
      SockJsHttp other = session.with("X-Forwarded-For", "192.0.2.2");
      assertThat(other.post(SockJsStomp.messages("DISCONNECT\n\n")).statusCode()).isEqualTo(404);

      SockJsHttp anotherPort = session.with("X-Forwarded-For", "192.0.2.1:4712");
      String send = "SEND\ndestination:/topic/rooms.lobby\nreceipt:r\n\nx";
      assertThat(anotherPort.post(SockJsStomp.messages(send)).statusCode()).isEqualTo(204);
      assertThat(stomp.read().header("receipt-id")).isEqualTo("r");
    }
  }

  @Test
  void haveThePublicUrlWhereItIsSet() throws IOException {
    try (TestServer named =
        TestServer.startWith(API, "switchboard.public-url=https://chat.example.com")) {
      assertThat(seen(named, "X-Forwarded-For", "192.0.2.1", "X-Forwarded-Host", "evil"))
          .startsWith(
              "127.0.0.1",
              "127.0.0.1",
              "https://chat.example.com/api/seen",
              "true",
              "chat.example.com");
      RawWebSocket.open(named.port(), "/ws", "Origin: https://chat.example.com").close();
      String own = "http://localhost:" + named.port();
      String request = RawWebSocket.handshake(named.port(), "/ws", "Origin: " + own);
      try (RawWebSocket answer = RawWebSocket.request(named.port(), request)) {
        assertThat(answer.body())
            .startsWith("Pages of " + own + " may not connect to https://chat.example.com.");
      }
    }
  }

  @Test
  void areLeftToWhoSaidWhomToBelieve() throws IOException {
    try (TestServer believing =
        TestServer.startWith(API, "server.forward-headers-strategy=native")) {
      assertThat(seen(believing, FORWARDED)).startsWith("1.1.1.1");
    }
    try (TestServer trusting =
        TestServer.startWith(
            API,
            "server.forward-headers-strategy=native",
            "switchboard.trusted-proxies=127.0.0.1")) {
      assertThat(seen(trusting, FORWARDED)).startsWith("192.0.2.1");
    }
  }

  private static List<String> seen(TestServer server, String... headers) throws IOException {
    String answer = SockJsHttp.get(server.port(), "/api/seen", headers).body();
    return List.of(JsonMapper.shared().readValue(answer, String[].class));
  }
}
