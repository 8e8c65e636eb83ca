package io.switchboard.broker;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Frames for tests, that are no STOMP and need none to be.
final class Frames {

  private Frames() {}

  static SharedFrame one(String text) {
    return SharedFrame.forOne(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static SharedFrame many(String text) {
    return SharedFrame.forMany(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// A frame of that many equal characters.
  static SharedFrame many(char c, int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) c);
    return SharedFrame.forMany(bytes);
  }

  static String text(Run run) {
    return StandardCharsets.ISO_8859_1.decode(run.buffer()).toString();
  }
}
