package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/// RFC 6455 section 7.1.2.
class CloseHandshakeTests {

  private static final byte[] NORMAL = {0x03, (byte) 0xe8};

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Repeated, since the answer raced with the end of the session and lost half the time.
  @RepeatedTest(20)
  void answersAClientsClose() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {

      alice.webSocket().send(RawWebSocket.CLOSE, NORMAL);

      RawWebSocket.Frame answer = alice.webSocket().read();
      assertThat(answer.opcode()).isEqualTo(RawWebSocket.CLOSE);
      assertThat(answer.closeCode()).isEqualTo(1000);
    }
  }
}
