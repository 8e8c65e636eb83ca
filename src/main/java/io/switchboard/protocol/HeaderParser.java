package io.switchboard.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads one header line: a name, the first colon, a value.
///
/// Further colons belong to the value: the grammar wants them escaped from 1.1 on, but clients that
/// do not are common and not ambiguous. Control characters are let through here; who uses a header
/// as a name or an id refuses them. A carriage return within a line belongs to the value in 1.0 and
/// 1.1, whose grammar excludes only line feeds, and is a fault in 1.2, whose grammar excludes both.
final class HeaderParser {
  private HeaderParser() {}

  /// @param to behind the line's last byte, its end (LF or CR LF) not included
  static void parse(
      byte[] bytes, int from, int to, HeaderEscaping escaping, Headers.Builder headers) {
    int colon = Bytes.indexOf(Bytes.COLON, bytes, from, to);
    if (colon < 0) {
      String line = SafeText.quoted(new String(bytes, from, to - from, StandardCharsets.UTF_8));
      throw malformed("The header line " + line + " has no colon");
    }
    if (colon == from) {
      throw malformed("A header has no name");
    }
    String name = KnownNames.find(bytes, from, colon);
    headers.add(
        name != null ? name : text(bytes, from, colon, escaping),
        text(bytes, colon + 1, to, escaping));
  }

  private static String text(byte[] bytes, int from, int to, HeaderEscaping escaping) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < ' ' || bytes[i] == Bytes.BACKSLASH) { // beyond ASCII is negative
        return uncommonText(bytes, from, to, escaping);
      }
    }
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private static String uncommonText(byte[] bytes, int from, int to, HeaderEscaping escaping) {
    if (escaping == HeaderEscaping.V1_2 && Bytes.indexOf(Bytes.CR, bytes, from, to) >= 0) {
      throw malformed("A header contains a carriage return; STOMP 1.2 writes it as \\r");
    }
    boolean escaped =
        escaping != HeaderEscaping.NONE && Bytes.indexOf(Bytes.BACKSLASH, bytes, from, to) >= 0;
    return utf8(
        escaped ? unescape(bytes, from, to, escaping) : Arrays.copyOfRange(bytes, from, to));
  }

  private static byte[] unescape(byte[] bytes, int from, int to, HeaderEscaping escaping) {
    byte[] plain = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      boolean isEscape = bytes[i] == Bytes.BACKSLASH;
      plain[length++] = isEscape ? meaning(bytes, ++i, to, escaping) : bytes[i];
    }
    return Arrays.copyOf(plain, length);
  }

  private static byte meaning(byte[] bytes, int at, int to, HeaderEscaping escaping) {
    if (at == to) {
      throw malformed("A header ends in the middle of an escape");
    }
    int meaning = escaping.meaning(bytes[at]);
    if (meaning == HeaderEscaping.UNDEFINED) {
      String escape = SafeText.quoted(new String(bytes, at - 1, 2, StandardCharsets.UTF_8));
      throw malformed("The header escape " + escape + " is not defined");
    }
    return (byte) meaning;
  }

  private static String utf8(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8); // puts U+FFFD for what is wrong
    if (!Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8))) {
      throw new ProtocolException(ProtocolFault.BAD_ENCODING, "A header is not UTF-8");
    }
    return text;
  }

  private static ProtocolException malformed(String message) {
    return new ProtocolException(ProtocolFault.MALFORMED, message);
  }
}
