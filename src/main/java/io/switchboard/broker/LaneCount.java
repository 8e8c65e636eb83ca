package io.switchboard.broker;

import java.util.concurrent.atomic.AtomicLong;

/// A number that one thread alone changes, for no more than a plain field would cost it, and that
/// any thread may read, which then sees what was so a moment ago.
final class LaneCount {

  private final AtomicLong value = new AtomicLong();

  void add(long more) {
    value.setOpaque(value.getPlain() + more);
  }

  void set(long now) {
    value.setOpaque(now);
  }

  long get() {
    return value.getOpaque();
  }
}
