package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/// What is counted is given back, however a session ends.
class SessionCountTests {

  private static final int CLIENTS = 2_000;

  private static final int AT_A_TIME = 32;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Ways to come and go.
  private enum Visit {
    SAYS_NOTHING {
      @Override
      void happen(int port, String user) throws IOException {
        StompSocket.open(port).webSocket().cut();
      }
    },
    IS_CUT {
      @Override
      void happen(int port, String user) throws IOException {
        StompSocket.connect(port, user).webSocket().cut();
      }
    },
    SAYS_GOODBYE {
      @Override
      void happen(int port, String user) throws IOException {
        try (StompSocket stomp = StompSocket.connect(port, user)) {
          stomp.send("DISCONNECT\nreceipt:bye\n\n");
          stomp.read();
          stomp.readClose();
        }
      }
    },
    CLOSES {
      @Override
      void happen(int port, String user) throws IOException {
        try (StompSocket stomp = StompSocket.connect(port, user)) {
          stomp.webSocket().send(RawWebSocket.CLOSE, new byte[] {3, (byte) 0xe8});
        }
      }
    },
    IS_NOT_KNOWN {
      @Override
      void happen(int port, String user) throws IOException {
        try (StompSocket stomp = StompSocket.open(port)) {
          stomp.send("CONNECT\naccept-version:1.2\nAuthorization:Bearer none\n\n");
          stomp.read();
        }
      }
    },
    IS_REFUSED_BY_THE_BROKER {
      @Override
      void happen(int port, String user) throws IOException {
        try (StompSocket stomp = StompSocket.open(port)) {
          stomp.send(
              "CONNECT\naccept-version:9\nAuthorization:Bearer " + TestServer.token(user) + "\n\n");
          stomp.read();
        }
      }
    },
    TALKS_NONSENSE {
      @Override
      void happen(int port, String user) throws IOException {
        try (StompSocket stomp = StompSocket.connect(port, user)) {
          stomp.send("NONSENSE\n\n");
          stomp.read();
        }
      }
    },
    POLLS_ONCE {
      @Override
      void happen(int port, String user) throws IOException {
        SockJsHttp.session(port).poll();
      }
    };

    abstract void happen(int port, String user) throws IOException;
  }

  @Test
  void areZeroWhenAllHaveGone() throws Exception {
    try (TestServer server =
        TestServer.start(
            "switchboard.limits.sessions-per-user=20",
            "switchboard.limits.sessions-per-address=100000")) {
      SessionLimits counts = server.bean(SessionLimits.class);
      comeAndGo(server.port());

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            assertThat(counts.open()).isZero();
            assertThat(counts.networks()).isZero();
            assertThat(counts.users()).isZero();
            assertThat(server.bean(SockJsSessions.class).size()).isZero();
          });
    }
  }

  /// Eight users share all visits, so that some are over their limit, too.
  private static void comeAndGo(int port) throws Exception {
    Semaphore turns = new Semaphore(AT_A_TIME);
    List<Future<?>> visits = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        Visit visit = Visit.values()[i % Visit.values().length];
        String user = "user-" + i / Visit.values().length % 8;
        turns.acquire();
        visits.add(
            clients.submit(() -> {
              try {
                visit.happen(port, user);
              } catch (IOException e) { // over the user's limit
                assertThat(e).hasMessageContaining("limit-reached");
              } finally {
                turns.release();
              }
            }));
      }
      for (Future<?> visit : visits) {
        visit.get();
      }
    }
  }

  @Test
  void areZeroWhenTheServerHasStopped() throws IOException {
    TestServer server = TestServer.start("switchboard.limits.close-timeout=200ms");
    SessionLimits counts = server.bean(SessionLimits.class);
    List<StompSocket> clients = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      clients.add(StompSocket.connect(server.port(), "alice"));
    }
    SockJsHttp.session(server.port()).poll();
    assertThat(counts.open()).isEqualTo(11);

    server.close();

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(counts.open()).isZero();
          assertThat(counts.users()).isZero();
          assertThat(counts.networks()).isZero();
        });
    for (StompSocket client : clients) {
      client.close();
    }
  }
}
