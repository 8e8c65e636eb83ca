package io.switchboard.protocol;

import org.jspecify.annotations.Nullable;

/// The headers of one frame while their lines come in, within the limits. Confined to its reader.
///
/// CONNECT and STOMP are read before any version is agreed on: they are never unescaped, and count
/// as 1.0 if they have no `accept-version`. Values of 1.0 are stripped of white space: its
/// specification is silent, but has examples like `login: <username>`, and its servers strip. From
/// 1.1 on white space belongs to the value.
final class HeaderSection {
  private static final int COLON_BYTES = 1;

  private final ClientCommand command;
  private final FrameLimits limits;
  private final StompVersion version;
  private final Headers.Builder headers = Headers.builder();
  private int lines;
  private int bytesRead; // names and values

  HeaderSection(ClientCommand command, FrameLimits limits, StompVersion version) {
    this.command = command;
    this.limits = limits;
    this.version = version;
  }

  ClientCommand command() {
    return command;
  }

  /// As far as it was read.
  @Nullable String receipt() {
    return headers.get("receipt");
  }

  /// Takes a line that is not empty, without its end.
  void add(byte[] bytes, int from, int to) {
    if (to - from > maxLineBytes()) {
      throw lineTooLong();
    }
    if (++lines > limits.headers()) {
      throw tooLarge("The frame has more than " + limits.headers() + " headers");
    }
    bytesRead += to - from - COLON_BYTES;
    HeaderParser.parse(bytes, from, to, escaping(), headers);
  }

  private HeaderEscaping escaping() {
    return command.connects() ? HeaderEscaping.NONE : HeaderEscaping.of(version);
  }

  /// How long the next line may be, its end not included.
  int maxLineBytes() {
    int most = command.connects() ? limits.connectBytes() - bytesRead : limits.headerBytes();
    return most + COLON_BYTES;
  }

  ProtocolException lineTooLong() {
    return tooLarge(
        command.connects()
            ? "The headers of " + command + " have more than " + limits.connectBytes() + " bytes"
            : "A header has more than " + limits.headerBytes() + " bytes");
  }

  /// What was read, after the last line.
  Headers headers() {
    Headers read = headers.build();
    boolean isOf10 =
        command.connects() ? read.get("accept-version") == null : version == StompVersion.V1_0;
    return isOf10 ? read.stripped() : read;
  }

  private static ProtocolException tooLarge(String message) {
    return new ProtocolException(ProtocolFault.TOO_LARGE, message);
  }
}
