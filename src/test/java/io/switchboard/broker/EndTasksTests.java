package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EndTasksTests {

  private static final int TASKS = 20_000;

  private final ManualLane lane = new ManualLane();
  private final Session session = new Client(lane, "client").connect("alice").session();
  private final List<String> done = new ArrayList<>();

  @Test
  void runOnceWhenTheSessionEnds() {
    session.onEnd(() -> done.add("first"));
    session.onEnd(() -> done.add("second"));
    assertThat(done).isEmpty();

    session.end();
    session.end();

    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void runAtOnceWhereItHasEnded() {
    session.end();

    session.onEnd(() -> done.add("late"));

    assertThat(done).containsExactly("late");
  }

  @Test
  void waitForTheEndOfASessionThatIsOnlyClosing() {
    session.onEnd(() -> done.add("ended"));

    session.disconnect();
    lane.settle();

    assertThat(done).isEmpty();
  }

  @Test
  void runThoughAnotherFails() {
    session.onEnd(() -> {
      throw new IllegalStateException("meant to fail, by the test");
    });
    session.onEnd(() -> done.add("second"));

    session.end();

    assertThat(done).containsExactly("second");
  }

  @Test
  void mayAskForMore() {
    session.onEnd(() -> session.onEnd(() -> done.add("more")));

    session.end();

    assertThat(done).containsExactly("more");
  }

  @Test
  void areEachRunOnceHoweverTheyRaceWithTheEnd() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    Thread adding =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < TASKS; i++) {
                session.onEnd(runs::incrementAndGet);
                begun.countDown();
              }
            });
    begun.await();

    session.end();
    adding.join();

    assertThat(runs).hasValue(TASKS);
  }
}
