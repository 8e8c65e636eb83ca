package io.switchboard.transport;

import org.jspecify.annotations.Nullable;

/// Something that must not come while something else is under way, but after it, on the thread of
/// that.
///
/// Guarded by itself; nothing runs while it is held.
final class Sequel {

  private boolean underWay;
  private boolean came;
  private @Nullable Runnable waiting;

  /// What it must not disturb is under way until [#end].
  ///
  /// @return whether it has not come before
  synchronized boolean begin() {
    underWay = true;
    return !came;
  }

  /// It comes. Runs it now or, where the other is under way, at its end.
  void come(Runnable sequel) {
    synchronized (this) {
      came = true;
      if (underWay) {
        waiting = sequel;
        return;
      }
    }
    sequel.run();
  }

  void end() {
    Runnable next = takeWaiting();
    if (next != null) {
      next.run();
    }
  }

  private synchronized @Nullable Runnable takeWaiting() {
    Runnable next = waiting;
    underWay = false;
    waiting = null;
    return next;
  }
}
