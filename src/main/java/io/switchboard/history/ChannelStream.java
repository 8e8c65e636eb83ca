package io.switchboard.history;

import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One life of one channel: gives out offsets and hands publications over in their order.
///
/// Guarded by its own lock, which is held while a publication is handed over, so that what receives
/// it sees the stream's order. Whoever receives must not block and must not publish.
final class ChannelStream {

  private final ReentrantLock lock = new ReentrantLock();
  private final String epoch;
  private long head;
  private boolean ended;

  ChannelStream(String epoch) {
    this.epoch = epoch;
  }

  /// Publishes, or answers `null` where this life has ended and a new one must be begun.
  ///
  /// @param clock read under the lock, so that it goes the way the offsets go
  @Nullable Position append(Draft draft, InstantSource clock, Consumer<Publication> receiver) {
    lock.lock();
    try {
      if (ended) {
        return null;
      }
      Position position = new Position(epoch, ++head);
      receiver.accept(new Publication(draft, position, clock.millis()));
      return position;
    } finally {
      lock.unlock();
    }
  }

  /// Ends this life: whoever still holds it is turned away by [#append].
  void end() {
    lock.lock();
    try {
      ended = true;
    } finally {
      lock.unlock();
    }
  }
}
