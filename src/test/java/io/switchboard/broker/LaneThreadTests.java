package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A lane's own thread, and those who wait for it.
@Timeout(120)
class LaneThreadTests {

  private final Lane lane =
      new Lane("tested-lane", () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  private final AtomicReference<Thread> laneThread = new AtomicReference<>();

  @BeforeEach
  void learnItsThread() {
    lane.execute(() -> laneThread.set(Thread.currentThread()));
  }

  @AfterEach
  void stop() {
    lane.stop();
  }

  @Test
  void carriesOutWhatWasQueuedBeforeItsStartAndBeforeItsStop() {
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < 1_000; i++) {
      lane.execute(done::incrementAndGet);
    }
    lane.stop();
    lane.start();
    Patience.join(thread());

    assertThat(done).hasValue(1_000);
  }

  @Test
  void goesOnAfterATaskThatThrows() {
    lane.start();
    lane.execute(() -> {
      throw new IllegalStateException("A test's own");
    });

    awaitTurn();

    assertThat(thread().isAlive()).isTrue();
  }

  @Test
  void doesNotCareAboutAnInterrupt() {
    lane.start();
    Thread thread = thread();
    thread.interrupt();
    awaitTurn();
    Patience.untilWaiting(thread);

    assertThat(thread.isInterrupted()).isFalse();
    awaitTurn();
  }

  @Test
  void doesNotWaitForItself() {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    lane.start();
    lane.execute(() -> {
      try {
        lane.acquire(0);
      } catch (IllegalStateException e) {
        thrown.set(e);
      }
    });
    awaitTurn();

    assertThat(thrown.get()).hasMessageContaining("must not wait for itself");
  }

  @Test
  void holdsWhoFloodsItBackUntilThereIsRoom() {
    AtomicInteger submitted = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    Thread flooder = Thread.ofPlatform().start(() -> flood(submitted, done));

    Patience.untilWaiting(flooder);
    assertThat(submitted).hasValue(64 * 1024);
    lane.start();
    Patience.join(flooder);

    assertThat(submitted).hasValue(100_000);
    awaitTurn();
    assertThat(done).hasValue(100_000);
  }

  @Test
  void letsWhoWaitsForRoomGoWhenItStops() {
    AtomicInteger submitted = new AtomicInteger();
    Thread flooder = Thread.ofPlatform().start(() -> flood(submitted, new AtomicInteger()));
    Patience.untilWaiting(flooder);

    lane.stop();
    lane.start();
    Patience.join(thread());

    Patience.join(flooder);
    assertThat(submitted).hasValue(100_000);
  }

  /// Each round ends with the lane about to rest, which is when a wake-up may get lost.
  @Test
  void hearsOfEachTaskEvenWhenItIsAboutToRest() {
    lane.start();
    List<Thread> threads = new ArrayList<>();
    AtomicInteger rounds = new AtomicInteger();
    for (int i = 0; i < 4; i++) {
      threads.add(Thread.ofPlatform().start(() -> awaitTurns(5_000, rounds)));
    }
    threads.forEach(Patience::join);

    assertThat(rounds).hasValue(20_000);
  }

  private void flood(AtomicInteger submitted, AtomicInteger done) {
    for (int i = 0; i < 100_000; i++) {
      int units = lane.acquire(0);
      lane.execute(() -> {
        lane.release(units);
        done.incrementAndGet();
      });
      submitted.incrementAndGet();
    }
  }

  private void awaitTurns(int count, AtomicInteger rounds) {
    for (int i = 0; i < count; i++) {
      awaitTurn();
      rounds.incrementAndGet();
    }
  }

  private void awaitTurn() {
    CountDownLatch done = new CountDownLatch(1);
    lane.execute(done::countDown);
    try {
      assertThat(done.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Thread thread() {
    Patience.until(() -> laneThread.get() != null);
    return laneThread.get();
  }
}
