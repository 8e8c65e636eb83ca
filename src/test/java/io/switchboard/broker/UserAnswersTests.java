package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.stereotype.Controller;

/// Whom `/user/queue/replies` and `/user/queue/errors` reach.
class UserAnswersTests {

  private static TestServer server;

  @Controller
  static class Letters {
    private final SimpMessagingTemplate template;

    Letters(SimpMessagingTemplate template) {
      this.template = template;
    }

    @MessageMapping("warn.{user}")
    void warn(@DestinationVariable String user, String text) {
      template.convertAndSendToUser(user, "/queue/errors", text);
    }
  }

  @BeforeAll
  static void start() {
    server = TestServer.startWith(new Class<?>[] {Letters.class});
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void reachTheSessionWhoseMessageIsBeingHandled() throws IOException {
    try (StompSocket asking = StompSocket.connect(server.port(), "alice");
        StompSocket other = StompSocket.connect(server.port(), "alice")) {
      asking.subscribe("1", "/user/queue/errors");
      other.subscribe("1", "/user/queue/errors");

      asking.publish("/app/warn.alice", "for one");
      assertThat(asking.read().body()).isEqualTo("for one");
      other.publish("/app/warn.alice", "for the other");

      assertThat(other.read().body()).isEqualTo("for the other");
    }
  }

  @Test
  void reachAnotherUserWhoseMessageIsNotBeingHandled() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice");
        StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      bob.subscribe("1", "/user/queue/errors");

      alice.publish("/app/warn.bob", "from alice");

      assertThat(bob.read().body()).isEqualTo("from alice");
    }
  }
}
