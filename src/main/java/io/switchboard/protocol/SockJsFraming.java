package io.switchboard.protocol;

import java.nio.charset.StandardCharsets;

/// The frames of SockJS's server side that carry messages.
public final class SockJsFraming {
  private static final String HEAD = "a[\"";
  private static final String TAIL = "\"]";
  private static final String HEX = "0123456789abcdef";
  private static final int UNICODE_ESCAPE_BYTES = 6; // backslash, u, four digits

  private SockJsFraming() {}

  /// An array frame of one message, `a["..."]`, without a line feed behind it.
  ///
  /// @param utf8 the message; what is not UTF-8 in it becomes U+FFFD
  public static byte[] message(byte[] utf8) {
    String text = new String(utf8, StandardCharsets.UTF_8);
    byte[] frame = new byte[HEAD.length() + quotedSize(text) + TAIL.length()];
    int at = Utf8.writeAscii(HEAD, frame, 0);
    for (int i = 0; i < text.length(); i++) {
      at = writeQuoted(text.charAt(i), frame, at);
    }
    Utf8.writeAscii(TAIL, frame, at);
    return frame;
  }

  private static int quotedSize(String text) {
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        size++;
      } else if (shortEscape(c) != 0) {
        size += 2;
      } else {
        size += isEscaped(c) ? UNICODE_ESCAPE_BYTES : Utf8.size(c);
      }
    }
    return size;
  }

  private static int writeQuoted(char c, byte[] target, int at) {
    if (isPlain(c)) {
      target[at] = (byte) c;
      return at + 1;
    }
    int letter = shortEscape(c);
    if (letter != 0) {
      target[at] = '\\';
      target[at + 1] = (byte) letter;
      return at + 2;
    }
    return isEscaped(c) ? writeUnicodeEscape(c, target, at) : Utf8.write(c, target, at);
  }

  private static int writeUnicodeEscape(char c, byte[] target, int at) {
    target[at] = '\\';
    target[at + 1] = 'u';
    for (int digit = 0; digit < 4; digit++) {
      target[at + 2 + digit] = (byte) HEX.charAt((c >>> (12 - 4 * digit)) & 0xF);
    }
    return at + UNICODE_ESCAPE_BYTES;
  }

  /// Whether a character is one byte that stands for itself, as nearly all are.
  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7F && c != '"' && c != '\\';
  }

  /// The letter of JSON's two-character escapes (RFC 8259 section 7), 0 if there is none.
  private static int shortEscape(char c) {
    return switch (c) {
      case '"', '\\' -> c;
      case '\b' -> 'b';
      case '\f' -> 'f';
      case '\n' -> 'n';
      case '\r' -> 'r';
      case '\t' -> 't';
      default -> 0;
    };
  }

  /// What browsers change or drop on the way unless it is escaped (SockJS protocol 0.3.3, "JSON
  /// Unicode Encoding", `escapable_by_server`; Spring's `AbstractSockJsMessageCodec` has the same
  /// ranges).
  private static boolean isEscaped(char c) {
    return c < 0x20
        || isWithin(c, 0x200C, 0x200F)
        || isWithin(c, 0x2028, 0x202F)
        || isWithin(c, 0x2060, 0x206F)
        || isWithin(c, 0xD800, 0xDFFF)
        || c >= 0xFFF0;
  }

  private static boolean isWithin(char c, int first, int last) {
    return c >= first && c <= last;
  }
}
