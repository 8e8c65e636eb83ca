package io.switchboard.security;

import io.switchboard.broker.RefusedException;
import io.switchboard.broker.Session;
import io.switchboard.protocol.RefusalCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// How many sessions are open: in all, from each address and of each user. Each is given back when
/// its session has ended, and by nothing else, so that no way to end can be forgotten.
///
/// Over a limit it is the newest session that is refused. To close the oldest instead would let
/// whoever holds a stolen token put its owner out, and would have 33 devices that all come back by
/// themselves put each other out for ever.
///
/// Safe for use by any thread.
final class SessionLimits {

  /// When who found it full may ask again.
  static final Duration FULL_RETRY = Duration.ofSeconds(5);

  private final LimitProperties limits;
  private final LimitCounts counts;
  private final AtomicInteger open = new AtomicInteger();
  private final Counts<Network> networks;
  private final Counts<String> users;

  SessionLimits(LimitProperties limits, LimitCounts counts) {
    this.limits = limits;
    this.counts = counts;
    this.networks = new Counts<>(limits.sessionsPerAddress());
    this.users = new Counts<>(limits.sessionsPerUser());
  }

  /// Counts a session that has just been opened.
  ///
  /// @return the limit that it is over, in which case it is not counted; else `null`
  @Nullable Limit admit(Session session, Network network) {
    if (!networks.take(network)) {
      return refused(Limit.SESSIONS_PER_ADDRESS);
    }
    if (open.getAndUpdate(this::oneMore) >= limits.sessions()) {
      networks.giveBack(network);
      return refused(Limit.SESSIONS);
    }
    session.onEnd(() -> {
      networks.giveBack(network);
      open.decrementAndGet();
    });
    return null;
  }

  private int oneMore(int now) {
    return now < limits.sessions() ? now + 1 : now;
  }

  private Limit refused(Limit limit) {
    counts.sessionRefused(limit);
    return limit;
  }

  /// Counts a session whose user is known now. To be called once of a session.
  ///
  /// @throws RefusedException if the user has as many as allowed
  void admit(Session session, String user) {
    if (!users.take(user)) {
      counts.sessionRefused(Limit.SESSIONS_PER_USER);
      throw new RefusedException(
          RefusalCode.LIMIT_REACHED,
          "A user may have " + limits.sessionsPerUser() + " sessions at a time.");
    }
    session.onEnd(() -> users.giveBack(user));
  }

  /// Whether a handshake from there would come to nothing, as far as can be said before it.
  @Nullable Limit reached(Network network) {
    if (networks.isExhausted(network)) {
      return Limit.SESSIONS_PER_ADDRESS;
    }
    return open.get() >= limits.sessions() ? Limit.SESSIONS : null;
  }

  /// Sessions that are open.
  int open() {
    return open.get();
  }

  /// Addresses that have sessions.
  int networks() {
    return networks.holders();
  }

  /// Users that have sessions.
  int users() {
    return users.holders();
  }
}
