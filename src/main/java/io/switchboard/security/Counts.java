package io.switchboard.security;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// How many each holder has of what each may have only so many of. Exact however many threads take
/// and give back; keeps nothing of a holder that has none.
final class Counts<K> {

  private final int most;
  private final ConcurrentMap<K, Integer> held = new ConcurrentHashMap<>(); // never 0

  /// @param most of one holder
  Counts(int most) {
    this.most = most;
  }

  /// @return `false` where the holder has as many as allowed, and gets no more
  boolean take(K holder) {
    boolean[] taken = new boolean[1];
    held.compute(
        holder,
        (key, count) -> {
          int now = count == null ? 0 : count;
          taken[0] = now < most;
          return taken[0] ? now + 1 : now;
        });
    return taken[0];
  }

  /// One that was taken.
  void giveBack(K holder) {
    held.computeIfPresent(holder, (key, count) -> count == 1 ? null : count - 1);
  }

  boolean isExhausted(K holder) {
    return held.getOrDefault(holder, 0) >= most;
  }

  int holders() {
    return held.size();
  }
}
