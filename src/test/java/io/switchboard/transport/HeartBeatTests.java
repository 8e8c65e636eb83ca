package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HeartBeatTests {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("switchboard.heart-beat=1s", "switchboard.limits.idle-ping=1s");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void beatsForWhoWantsIt() throws IOException {
    try (StompSocket wanting = connect("0,1000");
        StompSocket other = connect("0,0")) {
      List<String> beats = List.of(nextText(wanting), nextText(wanting));
      other.send("SEND\ndestination:/topic/beats\nreceipt:r1\n\n");

      assertThat(beats).containsOnly("\n");
      assertThat(nextText(other)).startsWith("RECEIPT\n");
    }
  }

  @Test
  void beatsNoFasterThanIsWanted() throws IOException {
    try (StompSocket seldom = connect("0,60000");
        StompSocket often = connect("0,1")) {
      List<String> beats = List.of(nextText(often), nextText(often));
      seldom.send("SEND\ndestination:/topic/beats\nreceipt:r1\n\n");

      assertThat(beats).containsOnly("\n");
      assertThat(nextText(seldom)).startsWith("RECEIPT\n");
    }
  }

  @Test
  void asksWhoIsSilentThenCloses() throws IOException {
    try (StompSocket unfaithful = connect("1000,0");
        StompSocket promisedNothing = connect("0,0")) {
      assertAskedThenClosed(unfaithful.webSocket());
      assertAskedThenClosed(promisedNothing.webSocket());
    }
  }

  private static void assertAskedThenClosed(RawWebSocket silent) throws IOException {
    assertThat(silent.read().opcode()).isEqualTo(RawWebSocket.PING);
    RawWebSocket.Frame close = silent.read();
    assertThat(close.opcode()).isEqualTo(RawWebSocket.CLOSE);
    assertThat(close.closeCode()).isEqualTo(4002);
  }

  private record Sign(String name, int opcode, String text) {}

  private static final List<Sign> SIGNS_OF_LIFE =
      List.of(
          new Sign("a pong", RawWebSocket.PONG, ""),
          new Sign("a ping", RawWebSocket.PING, ""),
          new Sign("an end of line", RawWebSocket.TEXT, "\n"),
          new Sign("half a frame", RawWebSocket.TEXT, "SEND\n"));

  /// All at once, since each is asked a second time only when it would have been closed.
  @Test
  void keepsWhoAnswers() throws IOException {
    List<StompSocket> clients = new ArrayList<>();
    try {
      for (int i = 0; i < SIGNS_OF_LIFE.size(); i++) {
        clients.add(connect("1000,0"));
      }
      for (int i = 0; i < clients.size(); i++) {
        Sign sign = SIGNS_OF_LIFE.get(i);
        assertAsked(clients.get(i), sign);
        clients.get(i).webSocket().send(sign.opcode(), utf8(sign.text()));
      }

      for (int i = 0; i < clients.size(); i++) {
        assertAsked(clients.get(i), SIGNS_OF_LIFE.get(i));
      }
    } finally {
      for (StompSocket client : clients) {
        client.close();
      }
    }
  }

  private static void assertAsked(StompSocket client, Sign sign) throws IOException {
    assertThat(nextAsked(client).opcode()).as(sign.name()).isEqualTo(RawWebSocket.PING);
  }

  private static StompSocket connect(String heartBeat) throws IOException {
    return StompSocket.connect(
        server.port(), "alice", "accept-version:1.2", "heart-beat:" + heartBeat);
  }

  /// The next text message; pings are answered.
  private static String nextText(StompSocket stomp) throws IOException {
    RawWebSocket.Frame frame = stomp.webSocket().read();
    while (frame.opcode() == RawWebSocket.PING) {
      stomp.webSocket().send(RawWebSocket.PONG, frame.payload());
      frame = stomp.webSocket().read();
    }
    return frame.text();
  }

  /// The next frame that is not the answer to a ping of ours.
  private static RawWebSocket.Frame nextAsked(StompSocket stomp) throws IOException {
    RawWebSocket.Frame frame = stomp.webSocket().read();
    while (frame.opcode() == RawWebSocket.PONG) {
      frame = stomp.webSocket().read();
    }
    return frame;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
