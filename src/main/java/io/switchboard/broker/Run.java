package io.switchboard.broker;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Frames that go out in one write, as a list that shares its beginning with other lists.
///
/// Sessions of one channel mostly get the same frames in the same order. Each appends them to its
/// own run, and because a run remembers the frame that was appended to it last and what came of
/// that, all of them arrive at the same run without a look-up. Its bytes are put together once, for
/// whoever writes it first.
///
/// Confined to the lane it was made for. A run never changes, but for what it remembers.
final class Run {

  private final @Nullable Run before;
  private final SharedFrame last;
  private final int size;
  private final int weight;
  private final int messages;
  private @Nullable Run next;
  private byte @Nullable [] bytes;

  Run(@Nullable Run before, SharedFrame last) {
    this.before = before;
    this.last = last;
    this.size = last.size() + (before == null ? 0 : before.size);
    this.weight = last.weight() + (before == null ? 0 : before.weight);
    this.messages = (last.message() ? 1 : 0) + (before == null ? 0 : before.messages);
  }

  /// This run and one frame more.
  Run append(SharedFrame frame) {
    if (next != null && next.last == frame) {
      return next;
    }
    Run longer = new Run(this, frame);
    if (frame.shared() && last.shared()) {
      next = longer;
    }
    return longer;
  }

  /// In bytes.
  int size() {
    return size;
  }

  /// What its frames count against an outbox's bound.
  int weight() {
    return weight;
  }

  /// MESSAGE frames among them.
  int messages() {
    return messages;
  }

  /// Its bytes in a buffer of the caller's own over memory that all share.
  ByteBuffer buffer() {
    if (bytes == null) {
      bytes = before == null ? last.bytes() : join();
    }
    return ByteBuffer.wrap(bytes);
  }

  private byte[] join() {
    byte[] joined = new byte[size];
    for (Run run = this; run != null; run = run.before) {
      byte[] frame = run.last.bytes();
      System.arraycopy(frame, 0, joined, run.size - frame.length, frame.length);
    }
    return joined;
  }
}
