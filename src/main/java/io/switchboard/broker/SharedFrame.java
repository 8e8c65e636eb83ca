package io.switchboard.broker;

import org.jspecify.annotations.Nullable;

/// One encoded frame, ready for the wire, which many outboxes may hold at once.
///
/// Confined to the lane it was made for.
final class SharedFrame {

  /// What a frame takes up at the least while it waits, with the objects that hold it: a pong may
  /// have two bytes, and a client may ask for as many as it likes.
  private static final int LEAST_WEIGHT = 64;

  private final byte[] bytes;
  private final boolean shared;
  private final boolean message;
  private @Nullable Run run;

  private SharedFrame(byte[] bytes, boolean shared, boolean message) {
    this.bytes = bytes;
    this.shared = shared;
    this.message = message;
  }

  /// A MESSAGE that several sessions will get: runs that begin with it are found again.
  static SharedFrame forMany(byte[] bytes) {
    return new SharedFrame(bytes, true, true);
  }

  /// A frame for one session, or one that outlives its publication: nothing is remembered with it.
  static SharedFrame forOne(byte[] bytes) {
    return new SharedFrame(bytes, false, false);
  }

  /// The same of a MESSAGE.
  static SharedFrame messageForOne(byte[] bytes) {
    return new SharedFrame(bytes, false, true);
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return bytes.length;
  }

  /// What it counts against an outbox's bound.
  int weight() {
    return Math.max(LEAST_WEIGHT, bytes.length);
  }

  boolean shared() {
    return shared;
  }

  /// Whether it is a MESSAGE, which is counted.
  boolean message() {
    return message;
  }

  /// The run that holds this frame alone.
  Run run() {
    if (!shared) {
      return new Run(null, this);
    }
    if (run == null) {
      run = new Run(null, this);
    }
    return run;
  }

  /// All that get it have it. Lets go of the run: else each run would lead to the next frame's, and
  /// a client that is being sent an old one would keep everything that came after it.
  void delivered() {
    run = null;
  }
}
