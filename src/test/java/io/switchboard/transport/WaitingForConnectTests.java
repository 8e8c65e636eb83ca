package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;

/// What comes before CONNECT has its own limits, and no others.
class WaitingForConnectTests {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            "switchboard.limits.message-size=1KB",
            "switchboard.limits.headers=16",
            "switchboard.limits.header-size=256B");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Spring would cut after its 60 seconds who has more time by the server's own property.
  @Test
  void isTimedByTheConnectTimeoutAlone() {
    assertThat(server.bean(SubProtocolWebSocketHandler.class).getTimeToFirstMessage())
        .isEqualTo(Integer.MAX_VALUE);
  }

  /// It may be larger than any SEND.
  @Test
  void takesAConnectOfAllTheBytesItMayHave() throws IOException {
    String token = "x:" + "y".repeat(15_000);

    try (StompSocket stomp =
        StompSocket.connect(server.port(), "alice", "accept-version:1.2", token)) {
      stomp.send("SEND\ndestination:/topic/rooms.lobby\nreceipt:r\n\n" + "z".repeat(1_024));

      assertThat(stomp.read().header("receipt-id")).isEqualTo("r");
    }
  }
}
