package io.switchboard.protocol;

import java.util.Arrays;

/// The beginning of a line or body whose end has not come yet. Confined to its reader.
final class KeptBytes {
  private static final int FIRST_BYTES = 64;

  private byte[] bytes = Bytes.NONE;
  private int length;

  int length() {
    return length;
  }

  /// The array that begins with the bytes kept; it may be longer.
  byte[] array() {
    return bytes;
  }

  /// Keeps more.
  ///
  /// @param most what the bytes may become in all, checked by the caller; the array grows to no
  ///   more
  void add(byte[] source, int from, int to, int most) {
    int needed = length + to - from;
    if (needed > bytes.length) {
      int doubled = Math.max(FIRST_BYTES, 2 * bytes.length);
      bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(doubled, most)));
    }
    System.arraycopy(source, from, bytes, length, to - from);
    length = needed;
  }

  /// Exactly the bytes kept; uncopied if the array is full. Afterwards nothing is kept.
  byte[] take() {
    byte[] taken = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    bytes = Bytes.NONE;
    length = 0;
    return taken;
  }

  /// Forgets the bytes and keeps the array for the next ones.
  void clear() {
    length = 0;
  }
}
