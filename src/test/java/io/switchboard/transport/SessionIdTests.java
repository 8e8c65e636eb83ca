package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.security.Revocations;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// SockJS's clients choose the ids of their sessions, and are told those of others' in CONNECTED.
class SessionIdTests {

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
  void areNotGivenTwice() throws IOException {
    try (StompSocket thief = StompSocket.open(server.port())) {
      thief.send(SockJsStomp.connectFrame("alice"));
      String id = thief.read().header("session");
      SockJsHttp hiding = SockJsHttp.sessionOfId(id, server.port());
      try (SockJsStomp second = SockJsStomp.begin(hiding, SockJsTransport.XHR_POLLING)) {
        assertThat(second.readClose().code()).isEqualTo(1008);
      }
      thief.subscribe("1", "/topic/rooms.lobby");

      assertThat(server.bean(Revocations.class).revokeUser("alice")).isEqualTo(1);

      assertThat(thief.readClose().closeCode()).isEqualTo(4401);
    }
  }
}
