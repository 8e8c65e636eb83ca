package io.switchboard.security;

import io.switchboard.broker.Refusal;
import io.switchboard.broker.Session;
import io.switchboard.protocol.RefusalCode;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Holds sessions to what they and their address may use up, from their opening on.
///
/// Safe for use by any thread.
public final class ClientLimits {

  private final LimitProperties limits;
  private final SessionLimits sessions;
  private final SockJsSessions sockJs;
  private final LimitCounts counts;
  private final LongSupplier nanos;
  private final AddressBuckets sends;
  private final AddressBuckets subscribes;

  /// How a session begins.
  ///
  /// @param pace what its frames are held to
  /// @param refusal what its CONNECT is to be answered with where there is no room for it
  public record Admission(Pace pace, @Nullable Refusal refusal) {}

  /// @param nanos a clock that never goes back
  ClientLimits(
      LimitProperties limits,
      SessionLimits sessions,
      SockJsSessions sockJs,
      LimitCounts counts,
      LongSupplier nanos) {
    this.limits = limits;
    this.sessions = sessions;
    this.sockJs = sockJs;
    this.counts = counts;
    this.nanos = nanos;
    this.sends = AddressBuckets.ofResidents(limits.sendsPerAddress(), nanos);
    this.subscribes = AddressBuckets.ofResidents(limits.subscribesPerAddress(), nanos);
  }

  /// A session was opened from there. It counts until it ends.
  public Admission admit(Session session, Network network) {
    Limit reached = sessions.admit(session, network);
    return new Admission(pace(network), reached == null ? null : refusal(reached));
  }

  /// A session was opened whose client comes again and again with this SockJS id, and need not be
  /// let in each time.
  ///
  /// @param attributes the Spring session's
  public void admitRequests(Session session, String sockJsId, Map<String, Object> attributes) {
    sockJs.add(sockJsId, IdentityInterceptor.shown(attributes));
    session.onEnd(() -> sockJs.remove(sockJsId));
  }

  private static Refusal refusal(Limit limit) {
    return limit == Limit.SESSIONS
        ? new Refusal(
            RefusalCode.OVERLOADED, "The server is full.", null, null, SessionLimits.FULL_RETRY)
        : new Refusal(
            RefusalCode.LIMIT_REACHED, "Too many sessions from this address.", null, null);
  }

  private Pace pace(Network network) {
    long now = nanos.getAsLong();
    return new Pace(
        new FrameRate(
            new TokenBucket(limits.sends(), limits.sendBurst(), now),
            sends.of(network),
            FrameRate.atATime(limits.sendsPerAddress()),
            Limit.SENDS,
            Limit.SENDS_PER_ADDRESS,
            counts),
        new FrameRate(
            new TokenBucket(limits.subscribes(), limits.subscribeBurst(), now),
            subscribes.of(network),
            FrameRate.atATime(limits.subscribesPerAddress()),
            Limit.SUBSCRIBES,
            Limit.SUBSCRIBES_PER_ADDRESS,
            counts),
        limits.excess(),
        nanos,
        counts);
  }
}
