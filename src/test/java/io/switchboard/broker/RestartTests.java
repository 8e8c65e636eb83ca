package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.context.LifecycleProcessor;

/// A context that was stopped may be started again; Spring's tests do so with those they keep.
class RestartTests {

  @Test
  void letsSessionsInAgain() throws IOException {
    try (TestServer server = TestServer.start("switchboard.limits.close-timeout=200ms")) {
      LifecycleProcessor lifecycle = server.bean(LifecycleProcessor.class);
      StompSocket.connect(server.port(), "alice").close();
      lifecycle.stop();
      lifecycle.start();

      try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
        alice.subscribe("1", "/topic/rooms.lobby");
        alice.publish("/topic/rooms.lobby", "hello");

        assertThat(alice.read().body()).isEqualTo("hello");
      }
    }
  }
}
