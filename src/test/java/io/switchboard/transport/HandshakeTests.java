package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class HandshakeTests {

  private static final String UPGRADE = "Upgrade: websocket\r\n";
  private static final String CONNECTION = "Connection: Upgrade\r\n";
  private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  private static final String VERSION = "Sec-WebSocket-Version: 13\r\n";

  private static final String NO_UPGRADE =
      "This is a WebSocket endpoint: the header Upgrade must be websocket.\n";
  private static final String NO_HTTP_1_0 =
      "A WebSocket handshake takes HTTP/1.1; this is HTTP/1.0.\n";
  private static final String NO_CONNECTION = "The header Connection must hold Upgrade.\n";
  private static final String NO_KEY = "The header Sec-WebSocket-Key must be 16 bytes in base64.\n";
  private static final String NO_VERSION = "The header Sec-WebSocket-Version must be 13.\n";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static final List<Arguments> SUBPROTOCOLS =
      List.of(
          argumentSet("1.2", "v12.stomp", "v12.stomp"),
          argumentSet("1.1", "v11.stomp", "v11.stomp"),
          argumentSet("1.0", "v10.stomp", "v10.stomp"),
          argumentSet("what the client prefers", "v10.stomp, v11.stomp, v12.stomp", "v10.stomp"),
          argumentSet("without spaces", "v11.stomp,v12.stomp", "v11.stomp"),
          argumentSet("the first that is known", "mqtt, v11.stomp", "v11.stomp"),
          argumentSet("none that is known", "mqtt", ""));

  @ParameterizedTest
  @FieldSource("SUBPROTOCOLS")
  void agreesOnASubprotocol(String offered, String agreed) throws IOException {
    try (RawWebSocket webSocket = open("Sec-WebSocket-Protocol: " + offered)) {
      assertThat(webSocket.header("Sec-WebSocket-Protocol")).isEqualTo(agreed);
      assertSpeaksStomp(webSocket);
    }
  }

  @Test
  void needsNoSubprotocol() throws IOException {
    try (RawWebSocket webSocket = open()) {
      assertThat(webSocket.header("Upgrade")).isEqualToIgnoringCase("websocket");
      assertThat(webSocket.header("Connection")).isEqualToIgnoringCase("Upgrade");
      assertThat(webSocket.header("Sec-WebSocket-Accept"))
          .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
      assertThat(webSocket.header("Sec-WebSocket-Protocol")).isEmpty();
      assertThat(webSocket.header("Set-Cookie")).isEmpty();
      assertSpeaksStomp(webSocket);
    }
  }

  static final List<Arguments> UNUSUAL =
      List.of(
          argumentSet("Connection of Firefox", CONNECTION, "Connection: keep-alive, Upgrade\r\n"),
          argumentSet("Connection in lower case", CONNECTION, "connection: upgrade\r\n"),
          argumentSet(
              "Connection in two headers",
              CONNECTION,
              "Connection: keep-alive\r\nConnection: Upgrade\r\n"),
          argumentSet("Upgrade in capitals", UPGRADE, "Upgrade: WebSocket\r\n"),
          argumentSet("query", "GET /ws ", "GET /ws?room=lobby "));

  @ParameterizedTest
  @FieldSource("UNUSUAL")
  void takesWhatIsUnusualButRight(String usual, String unusual) throws IOException {
    try (RawWebSocket webSocket = requestWith(usual, unusual)) {
      assertThat(webSocket.status()).isEqualTo(101);
      assertSpeaksStomp(webSocket);
    }
  }

  static final List<Arguments> WRONG =
      List.of(
          argumentSet("no Upgrade", UPGRADE, "", 400, NO_UPGRADE),
          argumentSet("another Upgrade", UPGRADE, "Upgrade: TLS/1.0\r\n", 400, NO_UPGRADE),
          argumentSet("no Connection", CONNECTION, "", 400, NO_CONNECTION),
          argumentSet(
              "another Connection", CONNECTION, "Connection: keep-alive\r\n", 400, NO_CONNECTION),
          argumentSet("no key", KEY, "", 400, NO_KEY),
          argumentSet("empty key", KEY, "Sec-WebSocket-Key:\r\n", 400, NO_KEY),
          argumentSet("short key", KEY, "Sec-WebSocket-Key: c2hvcnQ=\r\n", 400, NO_KEY),
          argumentSet("key not in base64", KEY, "Sec-WebSocket-Key: %%%\r\n", 400, NO_KEY),
          argumentSet("no version", VERSION, "", 426, NO_VERSION),
          argumentSet("version 8", VERSION, "Sec-WebSocket-Version: 8\r\n", 426, NO_VERSION),
          argumentSet("version x", VERSION, "Sec-WebSocket-Version: x\r\n", 426, NO_VERSION),
          argumentSet("HTTP/1.0", "HTTP/1.1", "HTTP/1.0", 400, NO_HTTP_1_0),
          argumentSet("POST", "GET ", "POST ", 405, "A WebSocket handshake is a GET.\n"),
          argumentSet("PUT", "GET ", "PUT ", 405, "A WebSocket handshake is a GET.\n"));

  @ParameterizedTest
  @FieldSource("WRONG")
  void saysWhatIsWrong(String right, String wrong, int status, String sentence) throws IOException {
    try (RawWebSocket answer = requestWith(right, wrong)) {
      assertRefused(answer, status, sentence);
      assertThat(answer.header("Allow")).isEqualTo(status == 405 ? "GET" : "");
      assertThat(answer.header("Upgrade")).isEqualTo(status == 426 ? "websocket" : "");
      assertThat(answer.header("Sec-WebSocket-Version")).isEqualTo(status == 426 ? "13" : "");
    }
  }

  private static final String LIST_IT =
      "Their origin in switchboard.allowed-origins would allow them; if they are this server's own,"
          + " switchboard.public-url or, behind a proxy, switchboard.trusted-proxies.\n";

  static final List<Arguments> FOREIGN_ORIGINS =
      List.of(
          argumentSet("another host", "https://evil.example", LIST_IT),
          argumentSet("another port", "http://localhost:1", LIST_IT),
          argumentSet("a host that begins alike", "http://localhost.evil.example", LIST_IT),
          argumentSet("an opaque origin", "null", "Nothing allows them: null names no server.\n"),
          argumentSet(
              "no URL", "http://[:::", "Nothing allows them: http://[::: names no server.\n"),
          argumentSet("no origin at all", "%zz", "Nothing allows them: %zz names no server.\n"));

  @ParameterizedTest
  @FieldSource("FOREIGN_ORIGINS")
  void refusesPagesOfOtherOrigins(String origin, String fix) throws IOException {
    try (RawWebSocket answer = request("Origin: " + origin)) {
      String own = "http://localhost:" + server.port();
      assertRefused(answer, 403, "Pages of " + origin + " may not connect to " + own + ". " + fix);
    }
  }

  @Test
  void letsItsOwnPagesConnect() throws IOException {
    try (RawWebSocket webSocket = open("Origin: http://localhost:" + server.port())) {
      assertSpeaksStomp(webSocket);
    }
  }

  static final List<Arguments> BAD_TOKENS =
      List.of(
          argumentSet("no token at all", "Bearer nonsense"),
          argumentSet("three parts of nonsense", "Bearer a.b.c"),
          argumentSet("scheme in lower case", "bearer nonsense"),
          argumentSet("forged", "Bearer " + TestServer.token("alice") + "x"));

  @ParameterizedTest
  @FieldSource("BAD_TOKENS")
  void refusesABadToken(String authorization) throws IOException {
    try (RawWebSocket answer = request("Authorization: " + authorization)) {
      assertRefused(answer, 401, "The token is not valid.\n");
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }
  }

  @Test
  void needsNoTokenInConnectAfterOneInTheHandshake() throws IOException {
    try (StompSocket stomp =
        new StompSocket(open("Authorization: Bearer " + TestServer.token("alice")))) {
      stomp.send("CONNECT\naccept-version:1.2\n\n");

      StompSocket.Received connected = stomp.read();
      assertThat(connected.command()).isEqualTo("CONNECTED");
      assertThat(connected.header("user-name")).isEqualTo("alice");
    }
  }

  static final List<Arguments> COMPRESSIONS =
      List.of(
          argumentSet("of browsers", "permessage-deflate; client_max_window_bits"),
          argumentSet("bare", "permessage-deflate"),
          argumentSet("of old browsers", "x-webkit-deflate-frame"),
          argumentSet("internal to this server", "@outbox"));

  @ParameterizedTest
  @FieldSource("COMPRESSIONS")
  void negotiatesNoExtension(String extension) throws IOException {
    try (RawWebSocket webSocket = open("Sec-WebSocket-Extensions: " + extension)) {
      assertThat(webSocket.header("Sec-WebSocket-Extensions")).isEmpty();
      assertSpeaksStomp(webSocket);
    }
  }

  @Test
  void hasNoEchoUnlessItIsSwitchedOn() throws IOException {
    try (RawWebSocket answer =
        RawWebSocket.request(server.port(), RawWebSocket.handshake(server.port(), "/echo"))) {
      assertThat(answer.status()).isEqualTo(401);
    }
  }

  private static RawWebSocket open(String... headers) throws IOException {
    return RawWebSocket.open(server.port(), "/ws", headers);
  }

  private static RawWebSocket request(String... headers) throws IOException {
    return RawWebSocket.request(
        server.port(), RawWebSocket.handshake(server.port(), "/ws", headers));
  }

  private static RawWebSocket requestWith(String right, String other) throws IOException {
    String request = RawWebSocket.handshake(server.port(), "/ws");
    assertThat(request).contains(right);
    return RawWebSocket.request(server.port(), request.replace(right, other));
  }

  private static void assertRefused(RawWebSocket answer, int status, String sentence)
      throws IOException {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(sentence);
    assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  private static void assertSpeaksStomp(RawWebSocket webSocket) throws IOException {
    StompSocket stomp = new StompSocket(webSocket);
    stomp.send("CONNECT\naccept-version:1.2\npasscode:" + TestServer.token("alice") + "\n\n");
    assertThat(stomp.read().command()).isEqualTo("CONNECTED");
  }
}
