package io.switchboard.broker;

import java.util.function.BooleanSupplier;

/// A lane without a thread and its clock: turns are taken and time passes when the test says so.
final class ManualLane {

  private final Lane lane = new Lane("manual", this::nowMillis);
  private long nowMillis;

  Lane lane() {
    return lane;
  }

  long nowMillis() {
    return nowMillis;
  }

  /// Takes turns until there is nothing left to do now.
  void settle() {
    while (lane.turn()) {
      // the turn does the work
    }
  }

  /// Floods it: whoever submits anything waits from now on.
  ///
  /// @return what to release
  int takeAllRoom() {
    int units = 0;
    while (units < 64 * 1024) {
      units += lane.acquire(0);
    }
    return units;
  }

  /// Lets time pass as it does, tick by tick.
  void pass(long millis) {
    long end = nowMillis + millis;
    while (nowMillis < end) {
      nowMillis = Math.min(end, nowMillis + DeadlineWheel.TICK_MILLIS);
      settle();
    }
  }

  /// Lets time pass until something is so.
  ///
  /// @return how many milliseconds that took, rounded up to a tick
  long passUntil(BooleanSupplier happened) {
    long start = nowMillis;
    while (!happened.getAsBoolean()) {
      if (nowMillis - start > 3_600_000) {
        throw new AssertionError("It did not happen within an hour");
      }
      pass(DeadlineWheel.TICK_MILLIS);
    }
    return nowMillis - start;
  }
}
