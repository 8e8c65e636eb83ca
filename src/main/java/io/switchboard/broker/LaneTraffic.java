package io.switchboard.broker;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What one lane has moved and what waits in its outboxes. The lane alone counts; any thread may
/// read.
final class LaneTraffic {

  /// The most that waited is told of this period and the one before it.
  static final long PERIOD_MILLIS = 60_000;

  private final Map<Transport, LaneCount> sessions = counts(Transport.class);
  private final Map<DropCause, LaneCount> dropped = counts(DropCause.class);
  private final LaneCount delivered = new LaneCount();
  private final LaneCount waitingBytes = new LaneCount();
  private final LaneCount mostBytes = new LaneCount();
  private final LaneCount mostBytesBefore = new LaneCount(); // in the period before
  private final LaneCount period = new LaneCount();

  private static <K extends Enum<K>> Map<K, LaneCount> counts(Class<K> keys) {
    return Arrays.stream(keys.getEnumConstants())
        .collect(
            Collectors.toMap(
                Function.identity(),
                key -> new LaneCount(),
                (one, other) -> one,
                () -> new EnumMap<>(keys)));
  }

  void began(Transport transport) {
    of(sessions, transport).add(1);
  }

  void ended(Transport transport) {
    of(sessions, transport).add(-1);
  }

  /// So many MESSAGE frames were handed to a wire.
  void delivered(int messages) {
    delivered.add(messages);
  }

  /// So many MESSAGE frames were thrown away unsent.
  void dropped(DropCause cause, int messages) {
    of(dropped, cause).add(messages);
  }

  /// An outbox has that much waiting, which is so much more or less than before.
  void waiting(int bytes, int change, long nowMillis) {
    waitingBytes.add(change);
    begin(nowMillis / PERIOD_MILLIS);
    if (bytes > mostBytes.get()) {
      mostBytes.set(bytes);
    }
  }

  private void begin(long current) {
    long last = period.get();
    if (current != last) {
      mostBytesBefore.set(current == last + 1 ? mostBytes.get() : 0);
      mostBytes.set(0);
      period.set(current);
    }
  }

  long sessions(Transport transport) {
    return of(sessions, transport).get();
  }

  long delivered() {
    return delivered.get();
  }

  long dropped(DropCause cause) {
    return of(dropped, cause).get();
  }

  long waitingBytes() {
    return waitingBytes.get();
  }

  /// The most that waited for one session in this period and the one before it.
  long mostBytes(long nowMillis) {
    long age = nowMillis / PERIOD_MILLIS - period.get();
    if (age == 0) {
      return Math.max(mostBytes.get(), mostBytesBefore.get());
    }
    return age == 1 ? mostBytes.get() : 0;
  }

  private static <K> LaneCount of(Map<K, LaneCount> counts, K key) {
    LaneCount count = counts.get(key);
    if (count == null) {
      throw new IllegalArgumentException("Nobody counts " + key);
    }
    return count;
  }
}
