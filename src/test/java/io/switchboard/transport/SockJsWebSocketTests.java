package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;

/// SockJS over WebSocket, and WebSocket without SockJS's frames below its path.
class SockJsWebSocketTests {

  private static TestServer server;

  @Controller
  static class Failing {
    @MessageMapping("that.fails")
    void fail() {
      throw new IllegalStateException("on purpose");
    }
  }

  @BeforeAll
  static void start() {
    server = TestServer.startWith(new Class<?>[] {Failing.class});
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void opensOnceForASession() throws IOException {
    String path = SockJsHttp.session(server.port()).path() + "/websocket";
    try (RawWebSocket first = RawWebSocket.open(server.port(), path)) {
      assertThat(first.read().text()).isEqualTo("o");
      first.text(SockJsStomp.messages(SockJsStomp.connectFrame("alice")));
      assertThat(first.read().text()).startsWith("a[\"CONNECTED");

      String handshake = RawWebSocket.handshake(server.port(), path);
      try (RawWebSocket second = RawWebSocket.request(server.port(), handshake)) {
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body()).isEqualTo("This SockJS session has its WebSocket already.\n");
      }

      first.text(SockJsStomp.messages("SEND\ndestination:/topic/rooms.a\nreceipt:r\n\nx"));
      assertThat(first.read().text()).startsWith("a[\"RECEIPT");
    }
  }

  @Test
  void takesNoPostsForIt() throws IOException {
    SockJsHttp session = SockJsHttp.session(server.port());
    try (RawWebSocket first = RawWebSocket.open(server.port(), session.path() + "/websocket")) {
      assertThat(first.read().text()).isEqualTo("o");

      assertThat(session.post("[\"\\n\"]").statusCode()).isEqualTo(404);
      assertThat(session.poll().statusCode()).isEqualTo(404);
    }
  }

  /// As without SockJS's frames: a connection that is cut takes with it what the client has not
  /// read yet.
  @ParameterizedTest
  @CsvSource({
    "/user/bob/queue/x, 1008, not allowed",
    "/app/that.fails, 1011, an error of the server",
    "/nowhere, 4400, a STOMP protocol error",
  })
  void saysGoodbyeInSockJsAndThenInWebSocket(String destination, int code, String reason)
      throws IOException {
    String path = SockJsHttp.session(server.port()).path() + "/websocket";
    try (RawWebSocket webSocket = RawWebSocket.open(server.port(), path)) {
      assertThat(webSocket.read().text()).isEqualTo("o");
      webSocket.text(SockJsStomp.messages(SockJsStomp.connectFrame("alice")));
      assertThat(webSocket.read().text()).startsWith("a[\"CONNECTED");

      webSocket.text(SockJsStomp.messages("SEND\ndestination:" + destination + "\n\nx"));

      assertThat(webSocket.read().text()).startsWith("a[\"ERROR");
      assertThat(webSocket.read().text()).isEqualTo("c[" + code + ",\"" + reason + "\"]");
      RawWebSocket.Frame close = webSocket.read();
      assertThat(close.opcode()).isEqualTo(RawWebSocket.CLOSE);
      assertThat(close.closeCode()).isEqualTo(code);
      webSocket.socket().setSoTimeout(300);
      assertThatThrownBy(webSocket::read).isInstanceOf(SocketTimeoutException.class);
      webSocket.socket().setSoTimeout(15_000);
      webSocket.send(RawWebSocket.CLOSE, close.payload());
      assertThatThrownBy(webSocket::read).isInstanceOf(EOFException.class);
    }
  }

  /// Spring asks a session who it is that has not begun, which it cannot say.
  @RepeatedTest(10)
  @ExtendWith(OutputCaptureExtension.class)
  void answersHandshakesHoweverCloseTogetherTheyCome(CapturedOutput output) throws Exception {
    String path = SockJsHttp.session(server.port()).path() + "/websocket";
    String handshake = RawWebSocket.handshake(server.port(), path);
    List<CompletableFuture<RawWebSocket>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(
          CompletableFuture.supplyAsync(() -> request(handshake), Thread::startVirtualThread));
    }

    List<Integer> statuses = new ArrayList<>();
    for (CompletableFuture<RawWebSocket> answer : answers) {
      statuses.add(answer.get(15, TimeUnit.SECONDS).status());
    }
    assertThat(statuses).isSubsetOf(101, 409).contains(101); // one too many is closed by 1008
    assertThat(output.getAll()).doesNotContain("ERROR", "WARN");
    for (CompletableFuture<RawWebSocket> answer : answers) {
      answer.join().close();
    }
  }

  private static RawWebSocket request(String handshake) {
    try {
      return RawWebSocket.request(server.port(), handshake);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void answersAClientsClose() throws IOException {
    String path = SockJsHttp.session(server.port()).path() + "/websocket";
    try (RawWebSocket webSocket = RawWebSocket.open(server.port(), path)) {
      webSocket.send(RawWebSocket.CLOSE, ByteBuffer.allocate(2).putShort((short) 1000).array());

      assertThat(webSocket.readClose().closeCode()).isEqualTo(1000);
    }
  }

  /// And writes nothing into the log, which anyone could flood.
  @ParameterizedTest
  @ValueSource(strings = {"SEND", "[\"SEND", "{}", "[[[]]]", "[\"\\n\",null]", "[null]", "null"})
  @ExtendWith(OutputCaptureExtension.class)
  void endsWhereAMessageIsNoArrayOfTexts(String message, CapturedOutput output) throws IOException {
    String path = SockJsHttp.session(server.port()).path() + "/websocket";
    try (RawWebSocket webSocket = RawWebSocket.open(server.port(), path)) {
      assertThat(webSocket.read().text()).isEqualTo("o");

      webSocket.text(message);

      assertThat(webSocket.readClose().closeCode()).isEqualTo(1007);
    }
    assertThat(output.getAll()).doesNotContain("ERROR", "WARN");
  }

  @Test
  void ignoresAnEmptyMessage() throws IOException {
    String path = SockJsHttp.session(server.port()).path() + "/websocket";
    try (RawWebSocket webSocket = RawWebSocket.open(server.port(), path)) {
      assertThat(webSocket.read().text()).isEqualTo("o");

      webSocket.text("");
      webSocket.text(SockJsStomp.messages(SockJsStomp.connectFrame("alice")));

      assertThat(webSocket.read().text()).startsWith("a[\"CONNECTED");
    }
  }

  @Test
  void takesNoBinaryMessage() throws IOException {
    String path = SockJsHttp.session(server.port()).path() + "/websocket";
    try (RawWebSocket webSocket = RawWebSocket.open(server.port(), path)) {
      webSocket.send(RawWebSocket.BINARY, new byte[] {1, 2, 3});

      assertThat(webSocket.readClose().closeCode()).isEqualTo(1003);
    }
  }

  @Test
  void answersWhatIsNoHandshake() throws IOException {
    SockJsHttp session = SockJsHttp.session(server.port());

    HttpResponse<String> answer = SockJsHttp.get(server.port(), session.path() + "/websocket");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo("This is a WebSocket endpoint: the header Upgrade must be websocket.\n");
  }

  @Test
  void speaksPlainStompAtTheRawPath() throws IOException {
    try (RawWebSocket webSocket =
            RawWebSocket.open(
                server.port(), "/sockjs/websocket", "Sec-WebSocket-Protocol: v12.stomp");
        StompSocket alice = new StompSocket(webSocket)) {
      assertThat(webSocket.header("Sec-WebSocket-Protocol")).isEqualTo("v12.stomp");

      alice.send(SockJsStomp.connectFrame("alice"));
      assertThat(alice.read().command()).isEqualTo("CONNECTED");
      alice.subscribe("a", "/topic/rooms.lobby");
      alice.publish("/topic/rooms.lobby", "Hello");

      assertThat(alice.read().body()).isEqualTo("Hello");
    }
  }

  @Test
  void answersWhatIsNoHandshakeAtTheRawPath() throws IOException {
    HttpResponse<String> answer = SockJsHttp.get(server.port(), "/sockjs/websocket");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo("This is a WebSocket endpoint: the header Upgrade must be websocket.\n");
  }
}
