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

class ReceiptTests {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static final List<Arguments> FRAMES =
      List.of(
          argumentSet("SUBSCRIBE", "SUBSCRIBE\nid:2\ndestination:/topic/rooms.other"),
          argumentSet("SUBSCRIBE to a pattern", "SUBSCRIBE\nid:2\ndestination:/topic/rooms.#"),
          argumentSet("SUBSCRIBE to a user's queue", "SUBSCRIBE\nid:2\ndestination:/user/queue/a"),
          argumentSet("SEND", "SEND\ndestination:/topic/rooms.other"),
          argumentSet("UNSUBSCRIBE", "UNSUBSCRIBE\nid:1"),
          argumentSet("UNSUBSCRIBE of an unknown id", "UNSUBSCRIBE\nid:none"),
          argumentSet("ACK", "ACK\nid:whatever"),
          argumentSet("NACK", "NACK\nid:whatever"));

  @ParameterizedTest
  @FieldSource("FRAMES")
  void acknowledgesWhatAsksForIt(String frame) throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("1", "/topic/rooms.lobby");

      alice.send(frame + "\n\n");
      alice.send(frame.replace("id:2", "id:3") + "\nreceipt:it\\cs done\n\n");

      StompSocket.Received receipt = alice.read();
      assertThat(receipt.command()).isEqualTo("RECEIPT");
      assertThat(receipt.header("receipt-id")).isEqualTo("it\\cs done");
      assertThat(receipt.body()).isEmpty();
    }
  }

  @Test
  void saysWhereAPublicationStands() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice");
        StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      bob.subscribe("1", "/topic/rooms.positions");

      alice.send("SEND\ndestination:/topic/rooms.positions\nreceipt:r1\n\none");
      alice.send("SEND\ndestination:/topic/rooms.positions\nreceipt:r2\n\ntwo");

      String first = bob.read().header("message-id");
      String second = bob.read().header("message-id");
      assertPositions(alice.read(), alice.read(), first, second);
    }
  }

  /// That the RECEIPTs say where the messages stand.
  void assertPositions(
      StompSocket.Received one, StompSocket.Received other, String first, String second) {
    assertThat(first).endsWith("-1");
    assertThat(second).isEqualTo(first.replace("-1", "-2"));
    assertThat(one.header("position")).isEqualTo(first);
    assertThat(other.header("position")).isEqualTo(second);
  }

  @Test
  void acknowledgesInTheOrderOfTheFrames() throws IOException {
    StringBuilder frames = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      frames.append("SEND\ndestination:/topic/rooms.many\nreceipt:").append(i).append("\n\n\0");
    }
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.send(frames.substring(0, frames.length() - 1));

      for (int i = 0; i < 100; i++) {
        assertThat(alice.read().header("receipt-id")).isEqualTo(Integer.toString(i));
      }
    }
  }

  @Test
  void saysGoodbye() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.send("DISCONNECT\nreceipt:bye\n\n");

      StompSocket.Received receipt = alice.read();
      RawWebSocket.Frame close = alice.readClose();
      assertThat(receipt.command()).isEqualTo("RECEIPT");
      assertThat(receipt.header("receipt-id")).isEqualTo("bye");
      assertThat(close.closeCode()).isEqualTo(1000);
    }
  }

  @Test
  void closesWithoutAWordWhereNoneIsAskedFor() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.send("DISCONNECT\n\n");

      assertThat(alice.readClose().closeCode()).isEqualTo(1000);
    }
  }

  @Test
  void sendsNothingMoreOfWhatWasUnsubscribed() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice");
        StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      alice.subscribe("1", "/topic/rooms.left");
      alice.subscribe("2", "/topic/rooms.stayed");

      alice.send("UNSUBSCRIBE\nid:1\nreceipt:r1\n\n");
      assertThat(alice.read().header("receipt-id")).isEqualTo("r1");
      bob.publish("/topic/rooms.left", "unheard");
      bob.publish("/topic/rooms.stayed", "heard");

      assertThat(alice.read().body()).isEqualTo("heard");
    }
  }

  @Test
  void freesTheIdOfWhatWasUnsubscribed() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("1", "/topic/rooms.left");
      alice.send("UNSUBSCRIBE\nid:1\n\n");

      alice.subscribe("1", "/topic/rooms.new");

      alice.publish("/topic/rooms.new", "heard");
      assertThat(alice.read().headers())
          .containsEntry("subscription", "1")
          .containsEntry("destination", "/topic/rooms.new");
    }
  }
}
