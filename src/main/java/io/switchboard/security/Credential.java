package io.switchboard.security;

import io.switchboard.broker.RefusedException;
import io.switchboard.protocol.RefusalCode;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// What came of looking at what a client showed.
public sealed interface Credential {

  record Accepted(Identity identity) implements Credential {}

  /// @param detail one sentence that is safe to show to the client
  /// @param retryAfter how soon the same may be shown again, `null` where it is no good for ever
  record Rejected(RefusalCode code, String detail, @Nullable Duration retryAfter)
      implements Credential {

    Rejected(RefusalCode code, String detail) {
      this(code, detail, null);
    }
  }

  /// Whose it is.
  ///
  /// @throws RefusedException if it was rejected
  default Identity identityOrRefuse() {
    return switch (this) {
      case Accepted accepted -> accepted.identity();
      case Rejected rejected ->
          throw new RefusedException(rejected.code(), rejected.detail(), rejected.retryAfter());
    };
  }

  static Credential invalid(String detail) {
    return new Rejected(RefusalCode.UNAUTHENTICATED, detail);
  }

  /// It cannot be judged at present, by no fault of its own. Those who hear it do not all come back
  /// at once.
  static Credential undecided(String detail) {
    Duration later = Duration.ofMillis(ThreadLocalRandom.current().nextLong(5_000, 15_000));
    return new Rejected(RefusalCode.UNAVAILABLE, detail, later);
  }
}
