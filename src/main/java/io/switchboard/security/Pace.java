package io.switchboard.security;

import io.switchboard.protocol.ClientFrame;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Whether a session keeps to its rates of SEND and SUBSCRIBE. No other frame counts: a client
/// could not help acknowledging, beating or leaving.
///
/// A session is in excess from its first refusal on, until it got through without one for half the
/// time that an excess may last.
///
/// Confined to the thread that reads the session; allocates only where it refuses.
public final class Pace {

  /// What becomes of a frame.
  public sealed interface Verdict {}

  /// It is carried out.
  public record Granted() implements Verdict {}

  /// It is refused.
  ///
  /// @param retryAfter how soon the same may be sent again
  public record TooFast(Duration retryAfter) implements Verdict {}

  /// It is refused, and the session is to be closed: it has been too fast for too long.
  public record TooLong() implements Verdict {}

  private static final Verdict GRANTED = new Granted();

  private final FrameRate sends;
  private final FrameRate subscribes;
  private final long excessNanos;
  private final LongSupplier nanos;
  private final LimitCounts counts;
  private boolean refused;
  private long firstNanos;
  private long lastNanos;

  /// @param nanos a clock that never goes back
  Pace(
      FrameRate sends,
      FrameRate subscribes,
      Duration excess,
      LongSupplier nanos,
      LimitCounts counts) {
    this.sends = sends;
    this.subscribes = subscribes;
    this.excessNanos = excess.toNanos();
    this.nanos = nanos;
    this.counts = counts;
  }

  /// Judges the next frame of the session.
  public Verdict judge(ClientFrame frame) {
    if (frame instanceof ClientFrame.Send) {
      return judge(sends);
    }
    return frame instanceof ClientFrame.Subscribe ? judge(subscribes) : GRANTED;
  }

  private Verdict judge(FrameRate rate) {
    long now = nanos.getAsLong();
    long wait = rate.take(now);
    return wait == 0 ? GRANTED : refuse(now, wait);
  }

  private Verdict refuse(long now, long wait) {
    if (!refused || now - lastNanos > excessNanos / 2) {
      refused = true;
      firstNanos = now;
    }
    lastNanos = now;
    if (now - firstNanos >= excessNanos) {
      counts.sessionClosed();
      return new TooLong();
    }
    return new TooFast(Duration.ofNanos(wait));
  }
}
