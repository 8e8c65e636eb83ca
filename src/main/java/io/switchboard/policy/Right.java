package io.switchboard.policy;

import java.util.Locale;

/// What somebody wants to do with a channel.
public enum Right {
  SUBSCRIBE,
  PUBLISH;

  /// The right as the configuration calls it: `subscribe` or `publish`.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
