package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.simp.user.SimpUserRegistry;

class StormTests {

  private static final int CLIENTS = 500;

  @Test
  void servesAllWhoConnectAtOnce() throws Exception {
    CountDownLatch allStand = new CountDownLatch(CLIENTS);
    try (TestServer server = TestServer.start();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
        StompSocket publisher = StompSocket.connect(server.port(), "publisher")) {
      List<Future<StompSocket>> storm = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        String user = "client-" + i;
        storm.add(clients.submit(() -> connect(server.port(), user, allStand)));
      }
      List<StompSocket> served = new ArrayList<>();
      for (Future<StompSocket> client : storm) {
        served.add(client.get());
      }
      publisher.publish("/topic/storm", "calm");

      for (StompSocket client : served) {
        assertThat(client.read().body()).isEqualTo("calm");
      }
      assertThat(server.bean(SimpUserRegistry.class).getUserCount()).isEqualTo(CLIENTS + 1);
      for (StompSocket client : served) {
        client.close();
      }
    }
  }

  /// Connects when all the others are about to.
  private static StompSocket connect(int port, String user, CountDownLatch allStand)
      throws IOException, InterruptedException {
    allStand.countDown();
    allStand.await();
    StompSocket client = StompSocket.connect(port, user);
    client.subscribe("1", "/topic/storm");
    return client;
  }
}
