package io.switchboard.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Whether one handshake more is let in: how many come in a second, from one address and in all,
/// and whether there is room for what comes of it.
///
/// An address is asked first, so that what it has too much takes nothing from the others.
///
/// Safe for use by any thread.
final class HandshakeLimits {

  /// Nobody knows when a session will end.
  private final AddressBuckets addresses;

  private final Bucket all;
  private final SessionLimits sessions;
  private final LimitCounts counts;

  /// The limit that a handshake is over.
  ///
  /// @param retryAfter how soon another may be let in
  record Excess(Limit limit, Duration retryAfter) {}

  /// @param nanos a clock that never goes back
  HandshakeLimits(
      LimitProperties limits, SessionLimits sessions, LimitCounts counts, LongSupplier nanos) {
    this.addresses =
        AddressBuckets.ofVisitors(limits.handshakesPerAddress(), limits.handshakeBurst(), nanos);
    this.all = AddressBuckets.bucket(limits.handshakes(), limits.handshakes(), nanos);
    this.sessions = sessions;
    this.counts = counts;
  }

  /// @return `null` where it is let in
  @Nullable Excess judge(Network network) {
    Excess excess = take(addresses.of(network), Limit.HANDSHAKES_PER_ADDRESS);
    if (excess == null) {
      excess = room(network);
    }
    if (excess == null) {
      excess = take(all, Limit.HANDSHAKES);
    }
    if (excess != null) {
      counts.handshakeRefused(excess.limit());
    }
    return excess;
  }

  private @Nullable Excess room(Network network) {
    Limit reached = sessions.reached(network);
    return reached == null ? null : new Excess(reached, SessionLimits.FULL_RETRY);
  }

  private static @Nullable Excess take(Bucket bucket, Limit limit) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? null
        : new Excess(limit, Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }
}
