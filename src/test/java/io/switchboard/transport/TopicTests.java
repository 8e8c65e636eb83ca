package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TopicTests {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void deliversWhatIsPublishedToWhoSubscribed() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice");
        StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      alice.subscribe("a", "/topic/rooms.lobby");

      bob.send("SEND\ndestination:/topic/rooms.lobby\nreceipt:r1\ncolour:blue\n\nHello");

      StompSocket.Received message = alice.read();
      StompSocket.Received receipt = bob.read();
      assertThat(message.command()).isEqualTo("MESSAGE");
      assertThat(message.body()).isEqualTo("Hello");
      assertThat(message.headers())
          .containsEntry("subscription", "a")
          .containsEntry("destination", "/topic/rooms.lobby")
          .containsEntry("publisher", "bob")
          .containsEntry("colour", "blue")
          .doesNotContainKey("receipt");
      assertThat(receipt.command()).isEqualTo("RECEIPT");
      assertThat(message.header("message-id"))
          .matches(".+-\\d+")
          .satisfies(id -> assertPosition(receipt, id));
    }
  }

  /// That the RECEIPT says where the message stands.
  void assertPosition(StompSocket.Received receipt, String messageId) {
    assertThat(receipt.header("position")).isEqualTo(messageId);
  }
}
