package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// All subscribers of a channel see one order, that of the offsets, whoever publishes.
@Timeout(180)
class OrderTests {

  private static final int PUBLISHERS = 8;
  private static final int SUBSCRIBERS = 50;
  private static final int EACH = 300;

  private static TestServer server;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// What one subscriber saw of one message.
  private record Seen(String epoch, long offset, String body) {}

  @BeforeAll
  static void start() {
    server = TestServer.start("switchboard.lanes=2");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void isTheSameForAllSubscribersAndHasNoHoles() throws Exception {
    List<StompSocket> sockets = new ArrayList<>();
    List<Future<List<Seen>>> subscribers = new ArrayList<>();
    for (int i = 0; i < SUBSCRIBERS; i++) {
      StompSocket socket = StompSocket.connect(server.port(), "subscriber-" + i);
      sockets.add(socket);
      socket.subscribe("1", i % 2 == 0 ? "/topic/order.test" : "/topic/order.*");
      subscribers.add(threads.submit(() -> read(socket)));
    }

    publishFromAll();
    List<Seen> first = subscribers.getFirst().get();

    for (Future<List<Seen>> subscriber : subscribers) {
      assertThat(subscriber.get()).isEqualTo(first);
    }
    assertThat(first)
        .extracting(Seen::offset)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, PUBLISHERS * EACH).mapToObj(Long::valueOf).toList());
    assertThat(first).extracting(Seen::epoch).containsOnly(first.getFirst().epoch());
    assertEachPublishersOrder(first);
    for (StompSocket socket : sockets) {
      socket.close();
    }
  }

  private void publishFromAll() throws InterruptedException, ExecutionException {
    List<Callable<Void>> publishers = new ArrayList<>();
    for (int p = 0; p < PUBLISHERS; p++) {
      String name = "publisher-" + p;
      publishers.add(() -> publish(name));
    }
    for (Future<Void> publisher : threads.invokeAll(publishers)) {
      publisher.get();
    }
  }

  /// Publishes without waiting, but for the last message's RECEIPT.
  private static Void publish(String name) throws IOException {
    try (StompSocket socket = StompSocket.connect(server.port(), name)) {
      for (int i = 1; i < EACH; i++) {
        socket.publish("/topic/order.test", name + ' ' + i);
      }
      String last = name + ' ' + EACH;
      socket.send("SEND\ndestination:/topic/order.test\nreceipt:last\n\n" + last);
      assertThat(socket.read().command()).isEqualTo("RECEIPT");
    }
    return null;
  }

  private static List<Seen> read(StompSocket socket) throws IOException {
    List<Seen> seen = new ArrayList<>();
    while (seen.size() < PUBLISHERS * EACH) {
      StompSocket.Received message = socket.read();
      assertThat(message.command()).isEqualTo("MESSAGE");
      String[] position = message.header("message-id").split("-", 2);
      seen.add(new Seen(position[0], Long.parseLong(position[1]), message.body()));
    }
    return seen;
  }

  private static void assertEachPublishersOrder(List<Seen> seen) {
    Map<String, Integer> counts = new HashMap<>();
    for (Seen message : seen) {
      String[] words = message.body().split(" ", 2);
      int count = counts.merge(words[0], 1, Integer::sum);
      assertThat(words[1]).isEqualTo(Integer.toString(count));
    }
  }
}
