package io.switchboard.broker;

import io.switchboard.protocol.CloseCode;
import java.time.Duration;

/// What a connection is closed with (RFC 6455 section 7.4).
///
/// @param reason at most 123 bytes of UTF-8 reach the client
record Farewell(int code, String reason) {

  /// What this server cannot do without is away.
  ///
  /// @param words what that is
  /// @param retryAfter when to come back, told in whole seconds
  static Farewell away(String words, Duration retryAfter) {
    String seconds = Long.toString(Refusal.wholeSeconds(retryAfter));
    return of(CloseCode.TRY_AGAIN_LATER, words + ", retry-after=" + seconds);
  }

  static Farewell of(CloseCode code) {
    return of(code, code.reason());
  }

  static Farewell of(CloseCode code, String reason) {
    return new Farewell(code.code(), reason);
  }
}
