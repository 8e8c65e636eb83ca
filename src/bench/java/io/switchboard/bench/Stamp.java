package io.switchboard.bench;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// The first bytes of each body: who sent it, for which [Tally], and when. So what others publish,
/// and what is left of before, is not counted.
///
/// A word of this process, then 16 hexadecimal digits of nanoseconds and the tally's number.
final class Stamp {

  static final int LENGTH = 32;

  /// What is not one of ours.
  static final long NONE = -1;

  private static final byte[] WORD =
      HexFormat.of()
          .toHexDigits(ThreadLocalRandom.current().nextLong())
          .getBytes(StandardCharsets.US_ASCII);

  private static final long ORIGIN = System.nanoTime();

  private static final int NUMBER_BITS = 4;

  private Stamp() {}

  static long of(int tally, long nanoTime) {
    return (nanoTime - ORIGIN) << NUMBER_BITS | tally;
  }

  static int tally(long stamp) {
    return (int) stamp & ((1 << NUMBER_BITS) - 1);
  }

  static long nanoTime(long stamp) {
    return (stamp >> NUMBER_BITS) + ORIGIN;
  }

  static void write(long stamp, byte[] target, int at) {
    System.arraycopy(WORD, 0, target, at, WORD.length);
    long rest = stamp;
    for (int i = at + LENGTH - 1; i >= at + WORD.length; i--) {
      target[i] = (byte) Character.forDigit((int) rest & 0xf, 16);
      rest >>>= 4;
    }
  }

  /// @return [#NONE] where there is none of this process
  static long read(byte[] bytes, int from, int to) {
    if (to - from < LENGTH) {
      return NONE;
    }
    for (int i = 0; i < WORD.length; i++) {
      if (bytes[from + i] != WORD[i]) {
        return NONE;
      }
    }
    long stamp = 0;
    for (int i = from + WORD.length; i < from + LENGTH; i++) {
      stamp = stamp << 4 | Character.digit(bytes[i], 16);
    }
    return stamp;
  }
}
