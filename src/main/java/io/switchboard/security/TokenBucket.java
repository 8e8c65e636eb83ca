package io.switchboard.security;

/// Lets through so many a second, and so many at once after a pause. It is a bucket of tokens that
/// remembers only when it will be full again (the "virtual scheduling" of the generic cell rate
/// algorithm, ITU-T I.371).
///
/// Confined to the thread that reads one session; allocates nothing.
final class TokenBucket {

  private static final long SECOND_NANOS = 1_000_000_000;

  private final long intervalNanos;
  private final long burstNanos;
  private long fullNanos;

  /// @param perSecond from 1 to 1 million
  /// @param burst from 1 to 1 million
  TokenBucket(int perSecond, int burst, long nowNanos) {
    this.intervalNanos = SECOND_NANOS / perSecond;
    this.burstNanos = burst * intervalNanos;
    this.fullNanos = nowNanos;
  }

  /// Takes a token if there is one.
  ///
  /// @param nowNanos never goes back, and may overflow as `System.nanoTime()` does
  /// @return zero, or how many nanoseconds to wait for one
  long take(long nowNanos) {
    long empty = Math.max(0, fullNanos - nowNanos);
    long wait = empty + intervalNanos - burstNanos;
    if (wait > 0) {
      return wait;
    }
    fullNanos = nowNanos + empty + intervalNanos;
    return 0;
  }
}
