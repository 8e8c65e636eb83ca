package io.switchboard.broker;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Times what a lane delivers, with one look at the clock a turn: the message that came to the
/// server first, of those delivered in the turn.
///
/// Confined to the lane, but for the listener.
final class DeliveryClock {

  private volatile @Nullable LongConsumer listener;
  private boolean delivered;
  private long oldestNanos;

  /// From any thread.
  ///
  /// @param nanos is told of each turn that delivered anything
  void listener(LongConsumer nanos) {
    listener = nanos;
  }

  /// A message is delivered in this turn.
  ///
  /// @param arrivedNanos when it came to the server, by [System#nanoTime]
  void delivered(long arrivedNanos) {
    if (!delivered || arrivedNanos - oldestNanos < 0) {
      delivered = true;
      oldestNanos = arrivedNanos;
    }
  }

  /// What was delivered in this turn is written as far as it goes.
  void written() {
    LongConsumer told = listener;
    if (delivered && told != null) {
      told.accept(System.nanoTime() - oldestNanos);
    }
    delivered = false;
  }
}
