package io.switchboard.broker;

import io.switchboard.protocol.CloseCode;

/// What a connection is closed with (RFC 6455 section 7.4).
///
/// @param reason at most 123 bytes of UTF-8 reach the client
record Farewell(int code, String reason) {

  /// The broker behind this server is away.
  ///
  /// @param seconds when to come back
  static Farewell away(long seconds) {
    return of(
        CloseCode.TRY_AGAIN_LATER, "the message broker cannot be reached, retry-after=" + seconds);
  }

  static Farewell of(CloseCode code) {
    return of(code, code.reason());
  }

  static Farewell of(CloseCode code, String reason) {
    return new Farewell(code.code(), reason);
  }
}
