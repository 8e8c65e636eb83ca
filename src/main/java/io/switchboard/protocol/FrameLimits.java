package io.switchboard.protocol;

/// How much of a frame is read before its sender is refused. Each limit holds while reading.
///
/// @param headers header lines a frame, repeated names included
/// @param headerBytes name and value of one header as they stand on the wire; CONNECT and STOMP are
///   exempt
/// @param connectBytes names and values of all headers of a CONNECT or STOMP frame together, since
///   they carry tokens
/// @param bodyBytes the body of a SEND
public record FrameLimits(int headers, int headerBytes, int connectBytes, int bodyBytes) {
  /// 64 headers of 1 KiB, 16 KiB for CONNECT, 64 KiB for a body.
  public static final FrameLimits DEFAULTS = new FrameLimits(64, 1024, 16 * 1024, 64 * 1024);

  private static final int LINE_END_BYTES = 2; // CR LF
  private static final int COMMAND_LINE_BYTES = 11 + LINE_END_BYTES; // UNSUBSCRIBE
  private static final int SEPARATOR_BYTES = 1 + LINE_END_BYTES; // a header's colon and end
  private static final int MOST = 1 << 30; // keeps sums and array sizes within an int

  /// Checks the limits.
  ///
  /// @throws IllegalArgumentException if one is below 1 or above 2^30
  public FrameLimits {
    requireInRange("headers", headers);
    requireInRange("headerBytes", headerBytes);
    requireInRange("connectBytes", connectBytes);
    requireInRange("bodyBytes", bodyBytes);
  }

  /// How many bytes the largest frame has that is within the limits, with the ends of its lines,
  /// and that of a line behind it; no more than fit an int.
  public int largestFrameBytes() {
    long lines = COMMAND_LINE_BYTES + (long) headers * SEPARATOR_BYTES + 2L * LINE_END_BYTES + 1;
    long send = lines + (long) headers * headerBytes + bodyBytes;
    long connect = lines + connectBytes;
    return (int) Math.min(Integer.MAX_VALUE, Math.max(send, connect));
  }

  private static void requireInRange(String name, int value) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(name + " must be from 1 to " + MOST + ", but is " + value);
    }
  }
}
