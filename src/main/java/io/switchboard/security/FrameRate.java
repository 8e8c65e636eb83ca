package io.switchboard.security;

import io.github.bucket4j.Bucket;

/// How fast one session may send frames of one kind: at its own rate, and at what all sessions from
/// its address have together.
///
/// Of the address's it takes one at a time after a pause, and twice as many each time while it is
/// busy, since all sessions share that bucket. A session that ends with what it did not use has
/// taken that from the address for as long as it takes to refill.
///
/// Confined to the thread that reads the session; allocates nothing where it lets a frame through.
final class FrameRate {

  private static final int MOST_AT_A_TIME = 64;

  private static final long PAUSE_NANOS = 1_000_000_000;

  private final TokenBucket own;
  private final Bucket address;
  private final int atATime;
  private final Limit ownLimit;
  private final Limit addressLimit;
  private final LimitCounts counts;
  private long taken;
  private int lastTaken;
  private long lastTakenNanos;

  /// @param atATime how many to take from the address's at once, at the most
  FrameRate(
      TokenBucket own,
      Bucket address,
      int atATime,
      Limit ownLimit,
      Limit addressLimit,
      LimitCounts counts) {
    this.own = own;
    this.address = address;
    this.atATime = atATime;
    this.ownLimit = ownLimit;
    this.addressLimit = addressLimit;
    this.counts = counts;
  }

  /// A hundredth of a second's worth, so that a few sessions cannot keep it all.
  static int atATime(int perSecond) {
    return Math.clamp(perSecond / 100, 1, MOST_AT_A_TIME);
  }

  /// Takes one of the session's own.
  ///
  /// @return zero, or how many nanoseconds to wait
  long takeOwn(long nowNanos) {
    long wait = own.take(nowNanos);
    if (wait > 0) {
      counts.frameRefused(ownLimit);
    }
    return wait;
  }

  /// Takes one of the address's.
  ///
  /// @return zero, or how many nanoseconds to wait
  long takeShared(long nowNanos) {
    if (taken == 0) {
      taken = address.tryConsumeAsMuchAsPossible(next(nowNanos));
    }
    if (taken == 0) {
      counts.frameRefused(addressLimit);
      return Math.max(1, address.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }
    taken--;
    return 0;
  }

  private int next(long nowNanos) {
    boolean busy = nowNanos - lastTakenNanos < PAUSE_NANOS;
    lastTaken = busy ? Math.clamp(2L * lastTaken, 1, atATime) : 1;
    lastTakenNanos = nowNanos;
    return lastTaken;
  }
}
