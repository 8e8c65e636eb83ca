package io.switchboard.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/// What RabbitMQ itself cannot be made to do when a test would have it: say nothing, take its time,
/// be something else.
class RelayStandInTests {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void startsAgainAndLeavesNothingBehind() throws Exception {
    try (StandIn broker = new StandIn(frame -> StandIn.CONNECTED);
        TestServer server = start(broker)) {
      SwitchboardBroker restarted = server.bean(SwitchboardBroker.class);
      BlockingQueue<Runnable> tasks =
          server.bean(ThreadPoolTaskScheduler.class).getScheduledThreadPoolExecutor().getQueue();
      awaitAvailable(server);
      int before = tasks.size();

      for (int i = 0; i < 3; i++) {
        restarted.stop();
        await().atMost(PATIENCE).until(() -> broker.connections() == 0);
        restarted.start();
        awaitAvailable(server);
      }

      assertThat(tasks).hasSize(before);
      StompSocket.connect(server.port(), "alice").close();
    }
  }

  private static void awaitAvailable(TestServer server) {
    SwitchboardBroker broker = server.bean(SwitchboardBroker.class);
    await().atMost(PATIENCE).until(broker::isBrokerAvailable);
  }

  private static TestServer start(StandIn broker, String... properties) {
    List<String> all = new ArrayList<>(List.of(broker.properties()));
    all.addAll(List.of(properties));
    return TestServer.start(all.toArray(String[]::new));
  }
}
