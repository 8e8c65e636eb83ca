package io.switchboard.policy;

import org.jspecify.annotations.Nullable;

/// The answer to whether somebody may. Immutable.
public sealed interface Verdict {

  /// They may.
  record Granted() implements Verdict {}

  /// They may not.
  ///
  /// @param reason one sentence that may be shown to the client
  /// @param policy the name of the rule that refused, for the log; `null` if there is none
  /// @param remedy the YAML that would allow it, for development alone; `null` where no line of
  ///   YAML would, or where it is the application's code that decides
  record Refused(String reason, @Nullable String policy, @Nullable String remedy)
      implements Verdict {}

  static Verdict granted() {
    return new Granted();
  }

  /// @param reason one sentence that may be shown to the client
  static Verdict refused(String reason) {
    return new Refused(reason, null, null);
  }
}
