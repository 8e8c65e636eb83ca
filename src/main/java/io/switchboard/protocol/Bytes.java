package io.switchboard.protocol;

/// Looking into byte arrays. All ranges are from inclusive, to exclusive.
final class Bytes {
  static final byte NUL = 0;
  static final byte LF = '\n';
  static final byte CR = '\r';
  static final byte COLON = ':';
  static final byte BACKSLASH = '\\';
  static final byte[] NONE = new byte[0];

  private Bytes() {}

  /// The first place of that byte, -1 if there is none.
  static int indexOf(byte wanted, byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  static boolean startsWith(String ascii, byte[] bytes, int from, int to) {
    if (to - from > ascii.length()) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (bytes[i] != ascii.charAt(i - from)) {
        return false;
      }
    }
    return true;
  }

  static boolean equal(String ascii, byte[] bytes, int from, int to) {
    return to - from == ascii.length() && startsWith(ascii, bytes, from, to);
  }
}
