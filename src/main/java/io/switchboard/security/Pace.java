package io.switchboard.security;

import io.switchboard.protocol.ClientFrame;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Whether a session keeps to its rates. What is answered has one: SUBSCRIBE its own, the others
/// that of SEND. ACK, NACK and UNSUBSCRIBE without `receipt`, DISCONNECT and heart-beats have none:
/// a client could not help acknowledging, beating or leaving.
///
/// A session is in excess from the first refusal for a rate of its own on, until it got through
/// without one for half the time that an excess may last. What its address has used up is not its
/// fault alone, and closes nobody.
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
    if (isFree(frame)) {
      return GRANTED;
    }
    return judge(frame instanceof ClientFrame.Subscribe ? subscribes : sends);
  }

  /// Judges a frame that was let through and is to be refused for something else: an answer costs
  /// as much whatever the frame is, so that one without a rate is held to that of SEND after all.
  public Verdict judgeRefused(ClientFrame frame) {
    return isFree(frame) ? judge(sends) : GRANTED;
  }

  private static boolean isFree(ClientFrame frame) {
    return switch (frame) {
      case ClientFrame.HeartBeat heartBeat -> true;
      case ClientFrame.Disconnect disconnect -> true;
      case ClientFrame.Ack ack -> ack.receipt() == null;
      case ClientFrame.Nack nack -> nack.receipt() == null;
      case ClientFrame.Unsubscribe unsubscribe -> unsubscribe.receipt() == null;
      case ClientFrame.Connect connect -> false;
      case ClientFrame.Send send -> false;
      case ClientFrame.Subscribe subscribe -> false;
      case ClientFrame.Begin begin -> false;
      case ClientFrame.Commit commit -> false;
      case ClientFrame.Abort abort -> false;
    };
  }

  private Verdict judge(FrameRate rate) {
    long now = nanos.getAsLong();
    long wait = rate.takeOwn(now);
    if (wait > 0) {
      return refuse(now, wait);
    }
    long sharedWait = rate.takeShared(now);
    return sharedWait == 0 ? GRANTED : new TooFast(Duration.ofNanos(sharedWait));
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
