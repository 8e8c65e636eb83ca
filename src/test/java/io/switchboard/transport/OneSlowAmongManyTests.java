package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.NarrowSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OneSlowAmongManyTests {

  private static final String CHANNEL = "/topic/crowded";

  private static final int OTHERS = 99;

  /// In each round the others catch up, so that only one is slow.
  private static final int ROUNDS = 10;

  /// What one round adds to each outbox, of 1 KB each: in all twice what the slow one's may hold
  /// and what the kernel holds for it.
  private static final int MESSAGES_A_ROUND = 80;

  @Test
  void servesTheOthersInOrder() throws Exception {
    try (TestServer server = TestServer.start("switchboard.limits.outbox=256KB");
        StompSocket slow = NarrowSocket.stomp(server.port(), "slow");
        StompSocket publisher = StompSocket.connect(server.port(), "publisher");
        ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      slow.subscribe("1", CHANNEL);
      List<StompSocket> others = subscribeOthers(server.port());

      for (int round = 0; round < ROUNDS; round++) {
        List<String> bodies = bodies(round);
        for (String body : bodies) {
          publisher.publish(CHANNEL, body);
        }
        assertThat(readAll(readers, others)).allSatisfy(read -> assertThat(read).isEqualTo(bodies));
      }

      Transcript heard = Transcript.untilClose(slow);
      assertThat(heard.closeCode()).isEqualTo(4001);
      heard.assertOffsetsWithoutHoles();
      closeAll(others);
    }
  }

  private static List<StompSocket> subscribeOthers(int port) throws IOException {
    List<StompSocket> others = new ArrayList<>();
    for (int i = 0; i < OTHERS; i++) {
      StompSocket other = StompSocket.connect(port, "other-" + i);
      other.subscribe("1", CHANNEL);
      others.add(other);
    }
    return others;
  }

  private static void closeAll(List<StompSocket> all) throws IOException {
    for (StompSocket one : all) {
      one.close();
    }
  }

  private static List<String> bodies(int round) {
    String padding = "x".repeat(1000);
    return IntStream.range(0, MESSAGES_A_ROUND).mapToObj(i -> round + "." + i + padding).toList();
  }

  /// What each gets in one round.
  private static List<List<String>> readAll(ExecutorService readers, List<StompSocket> from)
      throws Exception {
    List<Callable<List<String>>> reading = new ArrayList<>();
    from.forEach(one -> reading.add(() -> readRound(one)));
    List<List<String>> read = new ArrayList<>();
    for (Future<List<String>> one : readers.invokeAll(reading)) {
      read.add(one.get());
    }
    return read;
  }

  private static List<String> readRound(StompSocket from) throws IOException {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < MESSAGES_A_ROUND; i++) {
      bodies.add(from.read().body());
    }
    return bodies;
  }
}
