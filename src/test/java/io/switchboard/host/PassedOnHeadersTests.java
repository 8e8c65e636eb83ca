package io.switchboard.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// A controller that passes on the headers it was handed.
class PassedOnHeadersTests {

  @Test
  void doNotMakeTheApplicationsMessageTheClients() throws IOException {
    try (TestServer server = TestServer.startHost(new Class<?>[] {Host.class, Greetings.class});
        StompSocket alice = StompSocket.connect(server.port(), "alice");
        StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      bob.subscribe("1", "/topic/passed-on");

      alice.send("SEND\ndestination:/app/passes-on\nreceipt:r\ncolour:blue\n\nhello");

      Received receipt = alice.read();
      assertThat(receipt.header("receipt-id")).isEqualTo("r");
      assertThat(receipt.headers()).doesNotContainKey("position");
      Received message = bob.read();
      assertThat(message.body()).isEqualTo("hello");
      assertThat(message.headers())
          .containsEntry("colour", "blue")
          .doesNotContainKeys("publisher", "receipt");
      alice.send("SEND\ndestination:/topic/nothing\nreceipt:next\n\n");
      assertThat(alice.read().header("receipt-id")).isEqualTo("next");
    }
  }
}
