package io.switchboard.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The body of one frame while it comes in: as long as its `content-length` says and a NUL, or up
/// to the first NUL. Confined to its reader.
final class BodyReader {
  private static final int UNTIL_NUL = -1;
  private static final long NOT_A_NUMBER = -1;

  private final ClientCommand command;
  private final Headers headers;
  private final int length;
  private final int most;
  private final KeptBytes kept;

  /// @param kept empty; takes the pieces of a body that comes in several
  /// @throws ProtocolException if `content-length` is wrong, before a byte of the body is kept
  BodyReader(ClientCommand command, Headers headers, FrameLimits limits, KeptBytes kept) {
    int announced = contentLength(headers.get("content-length"), limits.bodyBytes());
    this.command = command;
    this.headers = headers;
    this.length = command.mayHaveBody() ? announced : 0;
    this.most = length == UNTIL_NUL ? limits.bodyBytes() : length;
    this.kept = kept;
    if (announced > 0 && !command.mayHaveBody()) {
      throw mayHaveNoBody();
    }
  }

  private static int contentLength(@Nullable String header, int most) {
    if (header == null) {
      return UNTIL_NUL;
    }
    long length = number(header);
    if (length == NOT_A_NUMBER) {
      throw malformed("The content-length " + SafeText.quoted(header) + " is not a number");
    }
    if (length > most) {
      throw tooLarge(most);
    }
    return (int) length;
  }

  /// A number of digits only; what is more than an int holds becomes one more than that.
  private static long number(String text) {
    long number = text.isEmpty() ? NOT_A_NUMBER : 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NOT_A_NUMBER;
      }
      number = Math.min(10 * number + digit, Integer.MAX_VALUE + 1L);
    }
    return number;
  }

  /// Finds the NUL behind the body.
  ///
  /// @return its place in the bytes; their length if it has not come yet
  int end(byte[] bytes, int from) {
    return length == UNTIL_NUL ? firstNul(bytes, from) : countedEnd(bytes, from);
  }

  private int firstNul(byte[] bytes, int from) {
    int nul = Bytes.indexOf(Bytes.NUL, bytes, from, bytes.length);
    int end = nul < 0 ? bytes.length : nul;
    if (end - from > most - kept.length()) {
      throw tooLarge(most);
    }
    return end;
  }

  private int countedEnd(byte[] bytes, int from) {
    int missing = length - kept.length();
    if (bytes.length - from <= missing) {
      return bytes.length;
    }
    if (bytes[from + missing] != Bytes.NUL) {
      throw command.mayHaveBody() ? noNul() : mayHaveNoBody();
    }
    return from + missing;
  }

  /// Takes a piece that is not the last.
  void keep(byte[] bytes, int from, int to) {
    kept.add(bytes, from, to, most);
  }

  /// Takes the last piece.
  ///
  /// @return the whole frame, its body in an array of its own
  ClientFrame finish(byte[] bytes, int from, int to) {
    if (kept.length() == 0) {
      return command.frame(headers, from == to ? Bytes.NONE : Arrays.copyOfRange(bytes, from, to));
    }
    kept.add(bytes, from, to, kept.length() + to - from);
    return command.frame(headers, kept.take());
  }

  private ProtocolException noNul() {
    return malformed("No NUL follows the " + length + " bytes of the body");
  }

  private ProtocolException mayHaveNoBody() {
    return malformed(command + " may not have a body");
  }

  private static ProtocolException malformed(String message) {
    return new ProtocolException(ProtocolFault.MALFORMED, message);
  }

  private static ProtocolException tooLarge(int most) {
    return new ProtocolException(
        ProtocolFault.TOO_LARGE, "The body has more than " + most + " bytes");
  }
}
