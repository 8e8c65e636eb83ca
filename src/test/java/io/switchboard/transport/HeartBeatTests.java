package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

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

  static final List<Arguments> SIGNS_OF_LIFE =
      List.of(
          argumentSet("a pong", RawWebSocket.PONG, ""),
          argumentSet("a ping", RawWebSocket.PING, ""),
          argumentSet("an end of line", RawWebSocket.TEXT, "\n"),
          argumentSet("half a frame", RawWebSocket.TEXT, "SEND\n"));

  @ParameterizedTest
  @FieldSource("SIGNS_OF_LIFE")
  void keepsWhoAnswers(int opcode, String sign) throws IOException {
    try (StompSocket stomp = connect("1000,0")) {
      assertThat(nextAsked(stomp).opcode()).isEqualTo(RawWebSocket.PING);

      stomp.webSocket().send(opcode, sign.getBytes(StandardCharsets.UTF_8));

      assertThat(nextAsked(stomp).opcode()).isEqualTo(RawWebSocket.PING);
    }
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
}
