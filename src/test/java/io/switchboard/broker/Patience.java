package io.switchboard.broker;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for other threads, and never for long.
final class Patience {

  static final Duration LIMIT = Duration.ofSeconds(30);

  private static final long LOOK_NANOS = 100_000;

  private Patience() {}

  /// Returns as soon as something is so.
  static void until(BooleanSupplier happened) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("It did not happen within " + LIMIT);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  static void untilWaiting(Thread thread) {
    until(() -> thread.getState() == Thread.State.WAITING);
  }

  /// Returns when the thread has ended.
  static void join(Thread thread) {
    try {
      if (!thread.join(LIMIT)) {
        throw new AssertionError(thread + " did not end within " + LIMIT);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
