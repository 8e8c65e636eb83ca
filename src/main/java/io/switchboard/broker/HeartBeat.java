package io.switchboard.broker;

import org.jspecify.annotations.Nullable;

/// What two sides agreed on about heart-beats (STOMP 1.2, "Heart-beating").
///
/// @param sendMillis the server sends at least this often, 0 for never
/// @param expectMillis the client sends at least this often, 0 for never
public record HeartBeat(int sendMillis, int expectMillis) {

  public static final HeartBeat NONE = new HeartBeat(0, 0);

  private static final int LONGEST = 24 * 60 * 60 * 1000;

  /// Agrees with the client's `heart-beat` header.
  ///
  /// @param header `cx,cy` in milliseconds; absent means `0,0`
  /// @return `null` where the header is not two whole numbers
  public static @Nullable HeartBeat negotiate(@Nullable String header, int offeredMillis) {
    if (header == null) {
      return NONE;
    }
    int comma = header.indexOf(',');
    int clientSends = comma < 0 ? -1 : parse(header.substring(0, comma));
    int clientWants = comma < 0 ? -1 : parse(header.substring(comma + 1));
    if (clientSends < 0 || clientWants < 0) {
      return null;
    }
    return new HeartBeat(agree(offeredMillis, clientWants), agree(offeredMillis, clientSends));
  }

  private static int agree(int ours, int theirs) {
    return ours == 0 || theirs == 0 ? 0 : Math.max(ours, theirs);
  }

  private static int parse(String text) {
    String digits = text.strip();
    if (digits.isEmpty()
        || digits.length() > 12
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    return (int) Math.min(Long.parseLong(digits), LONGEST);
  }
}
