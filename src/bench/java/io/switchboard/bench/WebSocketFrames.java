package io.switchboard.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/// The client's side of WebSocket's framing (RFC 6455 section 5.2): masked out, unmasked in.
final class WebSocketFrames {

  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int LENGTH_IN_16_BITS = 126;
  private static final int LENGTH_IN_64_BITS = 127;
  private static final int LONGEST_HEADER = 14;

  private WebSocketFrames() {}

  /// Takes what a server sent.
  interface Receiver {
    /// A frame, whose payload stands in the bytes from inclusive, to exclusive.
    void frame(boolean fin, int opcode, byte[] bytes, int from, int to);
  }

  static ByteBuffer text(String payload) {
    return frame(TEXT, payload.getBytes(StandardCharsets.UTF_8));
  }

  /// A whole message, or a control frame, with a mask of its own.
  ///
  /// @param payload at most 65,535 bytes
  static ByteBuffer frame(int opcode, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(LONGEST_HEADER + payload.length);
    frame.put((byte) (FIN | opcode));
    if (payload.length < LENGTH_IN_16_BITS) {
      frame.put((byte) (MASKED | payload.length));
    } else {
      frame.put((byte) (MASKED | LENGTH_IN_16_BITS)).putShort((short) payload.length);
    }
    int key = ThreadLocalRandom.current().nextInt();
    frame.putInt(key);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ key >> (24 - 8 * (i & 3))));
    }
    return frame.flip();
  }

  /// Hands over each frame that is whole.
  ///
  /// @return the place behind the last of them
  static int read(byte[] bytes, int from, int to, Receiver receiver) {
    int at = from;
    while (to - at >= 2) {
      int payload = at + headerLength(bytes[at + 1]);
      if (payload > to) {
        break;
      }
      long length = length(bytes, at);
      if (length > to - payload) {
        break;
      }
      int end = payload + (int) length;
      receiver.frame((bytes[at] & FIN) != 0, bytes[at] & 0xf, bytes, payload, end);
      at = end;
    }
    return at;
  }

  private static int headerLength(byte second) {
    return switch (second & 0x7f) {
      case LENGTH_IN_16_BITS -> 4;
      case LENGTH_IN_64_BITS -> 10;
      default -> 2;
    };
  }

  private static long length(byte[] bytes, int at) {
    int first = bytes[at + 1] & 0x7f;
    if (first < LENGTH_IN_16_BITS) {
      return first;
    }
    long length = 0;
    for (int i = at + 2; i < at + (first == LENGTH_IN_16_BITS ? 4 : 10); i++) {
      length = length << 8 | (bytes[i] & 0xff);
    }
    return length < 0 ? Long.MAX_VALUE : length;
  }
}
