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

  private static void requireInRange(String name, int value) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(name + " must be from 1 to " + MOST + ", but is " + value);
    }
  }
}
