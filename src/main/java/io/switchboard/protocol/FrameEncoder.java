package io.switchboard.protocol;

/// Makes bytes of the server's frames. Free of state; each call makes one array of exactly the
/// frame's size and nothing else of weight.
///
/// No header can end its line or its frame, whatever is in it: what a version cannot escape becomes
/// a space. That is NUL in all versions (clients split at it), LF and CR in 1.0 and in CONNECTED,
/// CR in 1.1. In 1.0 and CONNECTED the colon of a name becomes `_`, so that clients that take white
/// space off names see no other one.
public final class FrameEncoder {
  private static final String CONTENT_LENGTH = "content-length";

  private FrameEncoder() {}

  /// What the server sends between frames as its sign of life: one LF, in a new array.
  public static byte[] heartBeat() {
    return new byte[] {Bytes.LF};
  }

  /// One whole frame, from its command to its NUL.
  ///
  /// @param headers of which `content-length` is not used: a body that is not empty gets the right
  ///   one
  public static byte[] encode(
      StompVersion version, ServerCommand command, Headers headers, byte[] body) {
    HeaderEscaping escaping =
        command == ServerCommand.CONNECTED ? HeaderEscaping.NONE : HeaderEscaping.of(version);
    String length = body.length == 0 ? "" : CONTENT_LENGTH + ':' + body.length + '\n';
    byte[] frame = new byte[size(command, headers, escaping) + length.length() + body.length];
    int at = Utf8.writeAscii(command.name(), frame, 0);
    frame[at++] = Bytes.LF;
    at = writeHeaders(headers, escaping, frame, at);
    at = Utf8.writeAscii(length, frame, at);
    frame[at++] = Bytes.LF;
    System.arraycopy(body, 0, frame, at, body.length);
    return frame; // whose last byte is NUL already
  }

  private static int size(ServerCommand command, Headers headers, HeaderEscaping escaping) {
    int size = command.name().length() + 3; // the command's LF, the empty line, NUL
    for (int i = 0; i < headers.size(); i++) {
      if (!headers.name(i).equals(CONTENT_LENGTH)) {
        size += escaping.size(name(headers, i, escaping)) + escaping.size(headers.value(i)) + 2;
      }
    }
    return size;
  }

  private static int writeHeaders(
      Headers headers, HeaderEscaping escaping, byte[] target, int from) {
    int at = from;
    for (int i = 0; i < headers.size(); i++) {
      if (!headers.name(i).equals(CONTENT_LENGTH)) {
        at = escaping.write(name(headers, i, escaping), target, at);
        target[at++] = Bytes.COLON;
        at = escaping.write(headers.value(i), target, at);
        target[at++] = Bytes.LF;
      }
    }
    return at;
  }

  private static String name(Headers headers, int i, HeaderEscaping escaping) {
    String name = headers.name(i);
    return escaping == HeaderEscaping.NONE ? name.replace(':', '_') : name;
  }
}
