package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.testing.NarrowSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.simp.SimpMessagingTemplate;

/// A SockJS client that opens a stream and does not read it.
class StuckSockJsTests {

  @Test
  void isCutOffWhenItsCloseTakesTooLong() throws IOException {
    try (TestServer server = TestServer.start("switchboard.limits.close-timeout=1s");
        Socket socket = NarrowSocket.connect(server.port())) {
      SockJsHttp session = SockJsHttp.sessionOfId(UUID.randomUUID().toString(), server.port());
      openStream(socket, session.path());
      String subscribe = "SUBSCRIBE\nid:1\ndestination:/topic/rooms.lobby\n\n";
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> server.bean(SwitchboardBroker.class).sessions() == 1);
      assertThat(
              session
                  .post(SockJsStomp.messages(SockJsStomp.connectFrame("alice"), subscribe))
                  .statusCode())
          .isEqualTo(204);

      flood(server);

      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> server.bean(SwitchboardBroker.class).sessions() == 0);
    }
  }

  private static void openStream(Socket socket, String path) throws IOException {
    String request =
        "POST " + path + "/xhr_streaming HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
  }

  /// More than the outbox and all buffers below it hold.
  private static void flood(TestServer server) {
    SimpMessagingTemplate template = server.bean(SimpMessagingTemplate.class);
    for (int i = 0; i < 200; i++) {
      template.convertAndSend("/topic/rooms.lobby", "x".repeat(60_000));
    }
  }
}
