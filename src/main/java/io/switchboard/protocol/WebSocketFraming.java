package io.switchboard.protocol;

/// The frames of a WebSocket server: whole messages, never masked (RFC 6455 section 5.2). Such
/// bytes depend on nothing but their payload, so many connections may be sent the same array.
public final class WebSocketFraming {
  public static final int TEXT = 0x1;
  public static final int BINARY = 0x2;
  public static final int CLOSE = 0x8;

  private static final int FIN = 0x80;
  private static final int LENGTH_IN_16_BITS = 126;
  private static final int LENGTH_IN_64_BITS = 127;
  private static final int MAX_CONTROL_BYTES = 125;
  private static final int CLOSE_CODE_BYTES = 2;

  private WebSocketFraming() {}

  /// A text message.
  ///
  /// @param payload valid UTF-8, or browsers close the connection
  public static byte[] text(byte[] payload) {
    return frame(TEXT, payload);
  }

  /// A binary message.
  public static byte[] binary(byte[] payload) {
    return frame(BINARY, payload);
  }

  /// A close frame.
  ///
  /// @param code 1000 to 4999 (RFC 6455 section 7.4.2)
  /// @param reason cut to 123 bytes of UTF-8, between two characters
  public static byte[] close(int code, String reason) {
    if (code < 1000 || code > 4999) {
      throw new IllegalArgumentException("Not a close code: " + code);
    }
    byte[] text = Utf8.first(MAX_CONTROL_BYTES - CLOSE_CODE_BYTES, reason);
    byte[] payload = new byte[CLOSE_CODE_BYTES + text.length];
    payload[0] = (byte) (code >>> 8);
    payload[1] = (byte) code;
    System.arraycopy(text, 0, payload, CLOSE_CODE_BYTES, text.length);
    return frame(CLOSE, payload);
  }

  /// How many bytes stand before a payload of that length: 2, 4 or 10.
  public static int headerLength(int payloadLength) {
    if (payloadLength < LENGTH_IN_16_BITS) {
      return 2;
    }
    return payloadLength <= 0xFFFF ? 4 : 10;
  }

  /// Writes what stands before a payload, [#headerLength] bytes.
  ///
  /// @param length of the payload
  public static void writeHeader(byte[] target, int at, int opcode, int length) {
    target[at] = (byte) (FIN | opcode);
    switch (headerLength(length)) {
      case 2 -> target[at + 1] = (byte) length;
      case 4 -> {
        target[at + 1] = LENGTH_IN_16_BITS;
        writeNumber(target, at + 2, 2, length);
      }
      default -> {
        target[at + 1] = LENGTH_IN_64_BITS;
        writeNumber(target, at + 2, 8, length);
      }
    }
  }

  private static void writeNumber(byte[] target, int at, int bytes, int number) {
    long rest = number;
    for (int i = at + bytes - 1; i >= at; i--) {
      target[i] = (byte) rest;
      rest >>>= 8;
    }
  }

  private static byte[] frame(int opcode, byte[] payload) {
    int header = headerLength(payload.length);
    byte[] frame = new byte[header + payload.length];
    writeHeader(frame, 0, opcode, payload.length);
    System.arraycopy(payload, 0, frame, header, payload.length);
    return frame;
  }
}
