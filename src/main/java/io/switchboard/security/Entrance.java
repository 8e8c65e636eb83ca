package io.switchboard.security;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Whether anybody is let in at all, which nobody is while the server stops.
///
/// Safe for use by any thread.
public final class Entrance {

  private volatile @Nullable Duration closedFor;

  Entrance() {}

  /// From now on every handshake is answered with 503.
  ///
  /// @param retryAfter when to come again
  public void close(Duration retryAfter) {
    closedFor = retryAfter;
  }

  public void open() {
    closedFor = null;
  }

  /// When to come again, `null` while it is open.
  public @Nullable Duration closedFor() {
    return closedFor;
  }
}
