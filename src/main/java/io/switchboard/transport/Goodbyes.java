package io.switchboard.transport;

import org.jspecify.annotations.Nullable;

/// The close frames of both sides of a connection. Jetty cuts it as soon as it has heard the
/// client's after it has begun to say ours, though ours may still be on its way to the socket. So
/// the client's waits for that.
///
/// Guarded by itself; nothing runs while it is held.
final class Goodbyes {

  private boolean heard;
  private boolean saying;
  private @Nullable Runnable waiting;

  /// Ours is on its way.
  ///
  /// @return whether it is the first: the client has not said its own
  synchronized boolean begin() {
    saying = true;
    return !heard;
  }

  /// The client's came. Runs that now or, where ours is on its way, after it.
  void heard(Runnable next) {
    synchronized (this) {
      heard = true;
      if (saying) {
        waiting = next;
        return;
      }
    }
    next.run();
  }

  /// Ours was written, or can no longer be.
  void said() {
    Runnable next = end();
    if (next != null) {
      next.run();
    }
  }

  private synchronized @Nullable Runnable end() {
    Runnable next = waiting;
    saying = false;
    waiting = null;
    return next;
  }
}
