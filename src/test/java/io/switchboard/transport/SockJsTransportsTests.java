package io.switchboard.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What is the same on every transport of SockJS.
@ParameterizedClass(name = "{0}")
@EnumSource(SockJsTransport.class)
class SockJsTransportsTests {

  private static TestServer server;

  private final SockJsTransport transport;

  SockJsTransportsTests(SockJsTransport transport) {
    this.transport = transport;
  }

  @BeforeAll
  static void start() {
    server = TestServer.start("switchboard.heart-beat=1s");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void beginsWithAnOpenFrame() throws IOException {
    try (SockJsStomp stomp = SockJsStomp.begin(SockJsHttp.session(server.port()), transport)) {
      assertThat(stomp.frame()).isEqualTo("o");
    }
  }

  @Test
  void carriesStompBothWays() throws IOException {
    try (SockJsStomp alice = connect("alice");
        SockJsStomp bob = connect("bob")) {
      alice.subscribe("a", "/topic/rooms.lobby");

      bob.send("SEND\ndestination:/topic/rooms.lobby\nreceipt:r1\ncolour:blue\n\nHello");

      Received message = alice.read();
      Received receipt = bob.read();
      assertThat(message.command()).isEqualTo("MESSAGE");
      assertThat(message.body()).isEqualTo("Hello");
      assertThat(message.headers())
          .containsEntry("subscription", "a")
          .containsEntry("destination", "/topic/rooms.lobby")
          .containsEntry("publisher", "bob")
          .containsEntry("colour", "blue");
      assertThat(receipt.command()).isEqualTo("RECEIPT");
      assertThat(receipt.header("position")).isEqualTo(message.header("message-id"));
    }
  }

  @Test
  void carriesTextOfEveryKind() throws IOException {
    String text = "\"quotes\" \\ / ' \t 안녕 😀 \u2028 \u200c \ufffd <script>&amp;</script> \u0001";
    try (SockJsStomp alice = connect("alice")) {
      alice.subscribe("a", "/topic/rooms.lobby");

      alice.send("SEND\ndestination:/topic/rooms.lobby\n\n" + text);

      assertThat(alice.read().body()).isEqualTo(text);
    }
  }

  @Test
  void carriesSeveralFramesOfOnePostInTheirOrder() throws IOException {
    try (SockJsStomp alice = connect("alice")) {
      alice.subscribe("a", "/topic/rooms.lobby");

      alice.send(
          "SEND\ndestination:/topic/rooms.lobby\n\n1",
          "SEND\ndestination:/topic/rooms.lobby\n\n2",
          "SEND\ndestination:/topic/rooms.lobby\n\n3");

      assertThat(List.of(alice.read().body(), alice.read().body(), alice.read().body()))
          .containsExactly("1", "2", "3");
    }
  }

  @Test
  void carriesBinaryPublicationsInBase64() throws IOException {
    byte[] bytes = {0, 1, (byte) 0xff, (byte) 0xc3, 0x28, 0};
    try (SockJsStomp alice = connect("alice");
        StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      alice.subscribe("a", "/topic/rooms.lobby");

      bob.webSocket().send(RawWebSocket.BINARY, binarySend(bytes));

      Received message = alice.read();
      assertThat(message.header("content-encoding")).isEqualTo("base64");
      assertThat(message.header("content-type")).isEqualTo("application/octet-stream");
      assertThat(Base64.getDecoder().decode(message.body())).isEqualTo(bytes);
    }
  }

  @Test
  void beatsAsAgreed() throws IOException {
    try (SockJsStomp alice =
        SockJsStomp.connect(
            SockJsHttp.session(server.port()), transport, "alice", "heart-beat:0,1000")) {
      String beat = alice.frame();
      while (!SockJsStomp.messagesIn(beat).equals(List.of("\n"))) {
        assertThat(SockJsStomp.stompIn(beat)).isEmpty();
        beat = alice.frame();
      }

      assertThat(beat).isEqualTo("a[\"\\n\"]");
    }
  }

  @Test
  void endsWithACloseFrameAfterARefusal() throws IOException {
    try (SockJsStomp alice = connect("alice")) {
      alice.send("SEND\ndestination:/nowhere\nreceipt:r1\n\nlost");

      Received error = alice.read();
      assertThat(error.command()).isEqualTo("ERROR");
      assertThat(error.headers())
          .containsEntry("code", "unknown-destination")
          .containsEntry("receipt-id", "r1");
      assertThat(alice.readClose())
          .isEqualTo(new SockJsStomp.Closed(4400, "a STOMP protocol error"));
    }
  }

  @Test
  void endsWithACloseFrameWhereTheTokenIsNotValid() throws IOException {
    try (SockJsStomp nobody = SockJsStomp.begin(SockJsHttp.session(server.port()), transport)) {
      assertThat(nobody.frame()).isEqualTo("o");

      nobody.send("CONNECT\naccept-version:1.2\nhost:localhost\nAuthorization:Bearer x\n\n");

      assertThat(nobody.read().header("code")).isEqualTo("unauthenticated");
      assertThat(nobody.readClose().code()).isEqualTo(4401);
    }
  }

  @Test
  void endsWithACloseFrameAfterDisconnect() throws IOException {
    try (SockJsStomp alice = connect("alice")) {
      alice.send("DISCONNECT\nreceipt:bye\n\n");

      assertThat(alice.read().header("receipt-id")).isEqualTo("bye");
      assertThat(alice.readClose().code()).isEqualTo(1000);
    }
  }

  @Test
  void livesOnAfterARefusalThatItListensFor() throws IOException {
    try (SockJsStomp alice = connect("alice")) {
      alice.subscribe("e", "/user/queue/errors");

      alice.send(
          "SEND\ndestination:/nowhere\nreceipt:r1\n\nlost",
          "SEND\ndestination:/topic/rooms.lobby\nreceipt:r2\n\nfound");

      assertThat(alice.read().headers())
          .containsEntry("subscription", "e")
          .containsEntry("code", "unknown-destination")
          .containsEntry("receipt-id", "r1");
      assertThat(alice.read().header("receipt-id")).isEqualTo("r2");
    }
  }

  @Test
  void refusesASecondConnect() throws IOException {
    try (SockJsStomp alice = connect("alice")) {
      alice.send(SockJsStomp.connectFrame("alice"));

      assertThat(alice.read().header("code")).isEqualTo("already-connected");
      assertThat(alice.readClose().code()).isEqualTo(4400);
      assertThatThrownBy(alice::read).isInstanceOf(IOException.class);
    }
  }

  private SockJsStomp connect(String user) throws IOException {
    return SockJsStomp.connect(server.port(), transport, user);
  }

  private static byte[] binarySend(byte[] body) {
    byte[] head =
        ("SEND\ndestination:/topic/rooms.lobby\ncontent-type:application/octet-stream\n"
                + "content-length:"
                + body.length
                + "\n\n")
            .getBytes(UTF_8);
    byte[] frame = new byte[head.length + body.length + 1];
    System.arraycopy(head, 0, frame, 0, head.length);
    System.arraycopy(body, 0, frame, head.length, body.length);
    return frame;
  }
}
