package io.switchboard.broker;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A timer wheel: setting, moving and cancelling a deadline costs the same however many there are.
///
/// Time is an argument: milliseconds of any clock that never goes back. A deadline is met at the
/// first [#advance] of a whole tick after it, never before. Confined to a lane.
final class DeadlineWheel {

  private static final Logger LOG = LoggerFactory.getLogger(DeadlineWheel.class);

  /// How coarse it is.
  static final int TICK_MILLIS = 50;

  private static final int SLOTS = 512;

  private final @Nullable Deadline[] slots = new Deadline[SLOTS];
  private long tick;
  private int size;

  DeadlineWheel(long nowMillis) {
    this.tick = Math.floorDiv(nowMillis, TICK_MILLIS);
  }

  /// Something that is due at some time. It is in at most one wheel, at one time.
  abstract static class Deadline {
    private @Nullable Deadline previous;
    private @Nullable Deadline next;
    private long dueTick = NONE;

    private static final long NONE = Long.MIN_VALUE;

    /// Called once when due; the deadline is out of the wheel by then and may be set again.
    abstract void due(long nowMillis);
  }

  /// Sets the deadline, or moves it where it was set already.
  void set(Deadline deadline, long atMillis) {
    cancel(deadline);
    deadline.dueTick = Math.max(tick + 1, Math.ceilDiv(atMillis, (long) TICK_MILLIS));
    int slot = slotOf(deadline.dueTick);
    Deadline first = slots[slot];
    deadline.next = first;
    if (first != null) {
      first.previous = deadline;
    }
    slots[slot] = deadline;
    size++;
  }

  /// Takes the deadline out; nothing happens where it is not set.
  void cancel(Deadline deadline) {
    if (deadline.dueTick == Deadline.NONE) {
      return;
    }
    if (deadline.previous == null) {
      slots[slotOf(deadline.dueTick)] = deadline.next;
    } else {
      deadline.previous.next = deadline.next;
    }
    if (deadline.next != null) {
      deadline.next.previous = deadline.previous;
    }
    deadline.previous = null;
    deadline.next = null;
    deadline.dueTick = Deadline.NONE;
    size--;
  }

  /// Meets every deadline up to now.
  void advance(long nowMillis) {
    long target = Math.floorDiv(nowMillis, TICK_MILLIS);
    long from = Math.max(tick + 1, target - SLOTS + 1);
    tick = Math.max(tick, target);
    for (long t = from; t <= target; t++) {
      if (slots[slotOf(t)] != null) {
        meet(slotOf(t), target, nowMillis);
      }
    }
  }

  private void meet(int slot, long target, long nowMillis) {
    List<Deadline> due = new ArrayList<>();
    for (Deadline deadline = slots[slot]; deadline != null; deadline = deadline.next) {
      if (deadline.dueTick <= target) {
        due.add(deadline);
      }
    }
    for (Deadline deadline : due) {
      // One that came before may have moved or cancelled it.
      if (deadline.dueTick != Deadline.NONE && deadline.dueTick <= target) {
        cancel(deadline);
        meetSafely(deadline, nowMillis);
      }
    }
  }

  /// A deadline that fails must not keep the others from being met.
  private static void meetSafely(Deadline deadline, long nowMillis) {
    try {
      deadline.due(nowMillis);
    } catch (RuntimeException | Error e) {
      LOG.error("A deadline failed; the others are met", e);
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  private static int slotOf(long tick) {
    return (int) (tick & (SLOTS - 1));
  }
}
