package io.switchboard.bench;

import org.HdrHistogram.Histogram;

/// What was published in one phase and what came of it. Confined to the generator's thread.
final class Tally {

  private static final long LONGEST_NANOS = 3_600_000_000_000L;

  private final int number;
  private final Histogram latencyNanos = new Histogram(LONGEST_NANOS, 3);
  private long published;
  private long expected;
  private long delivered;

  /// @param number other than that of the tally before, from 0 to 15
  Tally(int number) {
    this.number = number;
  }

  /// The stamp of a message that counts here.
  long stamp(long nanoTime) {
    return Stamp.of(number, nanoTime);
  }

  /// @param subscribers how many are to get it
  void published(int subscribers) {
    published++;
    expected += subscribers;
  }

  /// One subscriber got a message with that stamp. One of another tally does not count.
  void delivered(long stamp, long nanoTime) {
    if (Stamp.tally(stamp) == number) {
      delivered++;
      latencyNanos.recordValue(Math.clamp(nanoTime - Stamp.nanoTime(stamp), 1, LONGEST_NANOS));
    }
  }

  long published() {
    return published;
  }

  long delivered() {
    return delivered;
  }

  /// Deliveries that have not come yet.
  long missing() {
    return expected - delivered;
  }

  Histogram latencyNanos() {
    return latencyNanos;
  }
}
