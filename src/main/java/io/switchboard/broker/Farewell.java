package io.switchboard.broker;

import io.switchboard.protocol.CloseCode;

/// What a connection is closed with (RFC 6455 section 7.4).
///
/// @param reason at most 123 bytes of UTF-8 reach the client
record Farewell(int code, String reason) {

  static Farewell of(CloseCode code) {
    return of(code, code.reason());
  }

  static Farewell of(CloseCode code, String reason) {
    return new Farewell(code.code(), reason);
  }
}
