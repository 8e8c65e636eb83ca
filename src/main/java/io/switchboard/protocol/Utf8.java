package io.switchboard.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// UTF-8 written straight into an array whose size was found beforehand. Half a surrogate pair,
/// which has no encoding, becomes `?` as it does in [String#getBytes].
final class Utf8 {
  private Utf8() {}

  /// How many bytes a code point takes.
  static int size(int codePoint) {
    if (codePoint < 0x80 || isLoneSurrogate(codePoint)) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }

  /// Writes one code point.
  ///
  /// @return the place behind it
  static int write(int codePoint, byte[] target, int at) {
    if (codePoint < 0x80 || isLoneSurrogate(codePoint)) {
      target[at] = (byte) (codePoint < 0x80 ? codePoint : '?');
      return at + 1;
    }
    int size = size(codePoint);
    int rest = codePoint;
    for (int i = at + size - 1; i > at; i--) {
      target[i] = (byte) (0x80 | (rest & 0x3F));
      rest >>>= 6;
    }
    target[at] = (byte) ((0xF00 >> size) | rest);
    return at + size;
  }

  /// Writes a text of ASCII.
  ///
  /// @return the place behind it
  @SuppressWarnings(
      "deprecation") // for dropping high bytes, which ASCII has none of; it is a bare copy
  static int writeAscii(String text, byte[] target, int at) {
    text.getBytes(0, text.length(), target, at);
    return at + text.length();
  }

  /// The beginning of a text that takes at most that many bytes, cut between two characters.
  static byte[] first(int bytes, String text) {
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    if (all.length <= bytes) {
      return all;
    }
    int end = bytes;
    while ((all[end] & 0xC0) == 0x80) { // in the middle of a character
      end--;
    }
    return Arrays.copyOf(all, end);
  }

  private static boolean isLoneSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
