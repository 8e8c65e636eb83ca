package io.switchboard.security;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts what was refused, by the limit it was over.
///
/// Safe for use by any thread, and cheap.
final class LimitCounts {

  private final Map<Limit, LongAdder> handshakes =
      adders(
          Limit.HANDSHAKES,
          Limit.HANDSHAKES_PER_ADDRESS,
          Limit.SESSIONS,
          Limit.SESSIONS_PER_ADDRESS);

  private final Map<Limit, LongAdder> sessions =
      adders(Limit.SESSIONS, Limit.SESSIONS_PER_ADDRESS, Limit.SESSIONS_PER_USER);

  private final Map<Limit, LongAdder> frames =
      adders(Limit.SENDS, Limit.SENDS_PER_ADDRESS, Limit.SUBSCRIBES, Limit.SUBSCRIBES_PER_ADDRESS);

  private final LongAdder closed = new LongAdder();

  private static Map<Limit, LongAdder> adders(Limit... limits) {
    Map<Limit, LongAdder> adders = new EnumMap<>(Limit.class);
    for (Limit limit : limits) {
      adders.put(limit, new LongAdder());
    }
    return Map.copyOf(adders);
  }

  void handshakeRefused(Limit limit) {
    increment(handshakes.get(limit));
  }

  void sessionRefused(Limit limit) {
    increment(sessions.get(limit));
  }

  void frameRefused(Limit limit) {
    increment(frames.get(limit));
  }

  private static void increment(@Nullable LongAdder adder) {
    if (adder == null) {
      throw new IllegalArgumentException("That limit is not one of these");
    }
    adder.increment();
  }

  /// A session was closed that would not keep to its rate.
  void sessionClosed() {
    closed.increment();
  }

  Map<Limit, LongAdder> handshakes() {
    return handshakes;
  }

  Map<Limit, LongAdder> sessions() {
    return sessions;
  }

  Map<Limit, LongAdder> frames() {
    return frames;
  }

  LongAdder closed() {
    return closed;
  }
}
