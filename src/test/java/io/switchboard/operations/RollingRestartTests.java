package io.switchboard.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.simp.user.SimpUserRegistry;

/// A server that stops and starts again on its port, and clients that do as they are told.
class RollingRestartTests {

  private static final int CLIENTS = 60;

  private static final int RATE = 20;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CountDownLatch connected = new CountDownLatch(CLIENTS);
  private final CountDownLatch enough = new CountDownLatch(1);

  @Test
  void bringsAllClientsBack() throws Exception {
    TestServer first = start(0);
    int port = first.port();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Long>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        String user = "client-" + i;
        clients.add(CompletableFuture.supplyAsync(() -> live(port, user), threads));
      }
      assertThat(connected.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      first.close();

      try (TestServer second = start(port)) {
        SimpUserRegistry users = second.bean(SimpUserRegistry.class);
        await().atMost(PATIENCE).until(() -> users.getUserCount() == CLIENTS);
        enough.countDown();
        Map<Long, Long> told =
            clients.stream()
                .map(CompletableFuture::join)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(told.values()).allMatch(count -> count <= RATE);
      }
    }
  }

  private static TestServer start(int port) {
    return TestServer.start(
        "server.port=" + port,
        "switchboard.drain.rate=" + RATE,
        "switchboard.drain.restart=5s",
        "switchboard.limits.close-timeout=1s");
  }

  /// @return what it was told
  private long live(int port, String user) {
    try {
      long retryAfter;
      try (StompSocket client = StompSocket.connect(port, user)) {
        connected.countDown();
        RawWebSocket.Frame close = client.webSocket().readClose();
        client.webSocket().send(RawWebSocket.CLOSE, close.payload());
        retryAfter = Long.parseLong(close.closeReason().replaceAll(".*retry-after=", ""));
      }
      stayAway(retryAfter * 1000 + ThreadLocalRandom.current().nextInt(1000));
      try (StompSocket _ = comeBack(port, user)) {
        enough.await();
      }
      return retryAfter;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void stayAway(long millis) throws InterruptedException {
    new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }

  /// The server may take longer than it said.
  private static StompSocket comeBack(int port, String user)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return StompSocket.connect(port, user);
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        stayAway(500);
      }
    }
  }
}
