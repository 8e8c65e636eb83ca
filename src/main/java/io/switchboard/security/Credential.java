package io.switchboard.security;

import io.switchboard.broker.RefusedException;
import io.switchboard.protocol.RefusalCode;

/// What came of looking at what a client showed.
public sealed interface Credential {

  record Accepted(Identity identity) implements Credential {}

  /// @param detail one sentence that is safe to show to the client
  record Rejected(RefusalCode code, String detail) implements Credential {}

  /// Whose it is.
  ///
  /// @throws RefusedException if it was rejected
  default Identity identityOrRefuse() {
    return switch (this) {
      case Accepted accepted -> accepted.identity();
      case Rejected rejected -> throw new RefusedException(rejected.code(), rejected.detail());
    };
  }

  static Credential invalid(String detail) {
    return new Rejected(RefusalCode.UNAUTHENTICATED, detail);
  }
}
