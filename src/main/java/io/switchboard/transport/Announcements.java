package io.switchboard.transport;

import org.jspecify.annotations.Nullable;

/// Keeps the application from hearing of a session's end before its beginning, or at the same time:
/// the end waits until all have heard of the beginning. One that has ended does not begin any more.
///
/// Guarded by itself; nothing is announced while it is held.
final class Announcements {

  private boolean beginning;
  private boolean over;
  private @Nullable Runnable waiting;

  /// Runs the announcement, unless the session has ended, and that of its end if it came meanwhile.
  void begin(Runnable announcement) {
    synchronized (this) {
      if (over) {
        return;
      }
      beginning = true;
    }
    try {
      announcement.run();
    } finally {
      Runnable next = begun();
      if (next != null) {
        next.run();
      }
    }
  }

  private synchronized @Nullable Runnable begun() {
    beginning = false;
    return waiting;
  }

  /// Runs the announcement now or, where the beginning is being announced, after that on the thread
  /// that does so.
  void end(Runnable announcement) {
    synchronized (this) {
      over = true;
      if (beginning) {
        waiting = announcement;
        return;
      }
    }
    announcement.run();
  }
}
