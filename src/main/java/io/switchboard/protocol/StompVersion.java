package io.switchboard.protocol;

import org.jspecify.annotations.Nullable;

/// A version of STOMP that we speak, oldest first. Immutable.
public enum StompVersion {
  V1_0("1.0"),
  V1_1("1.1"),
  V1_2("1.2");

  /// All versions we speak, best first, as the header `version` of an ERROR wants them.
  public static final String ALL = "1.2,1.1,1.0";

  private final String text;

  StompVersion(String text) {
    this.text = text;
  }

  /// The version as headers have it: `1.2`.
  public String text() {
    return text;
  }

  /// The highest version that both sides know (STOMP 1.2, "Protocol Negotiation").
  ///
  /// @param acceptVersion the header `accept-version`, spaces round its commas tolerated; its
  ///   absence (`null`) means 1.0
  /// @return `null` if there is none in common
  public static @Nullable StompVersion negotiate(@Nullable String acceptVersion) {
    if (acceptVersion == null) {
      return V1_0;
    }
    StompVersion best = null;
    for (String offered : acceptVersion.split(",", -1)) {
      StompVersion known = of(offered.strip());
      if (known != null && (best == null || known.compareTo(best) > 0)) {
        best = known;
      }
    }
    return best;
  }

  private static @Nullable StompVersion of(String text) {
    return switch (text) {
      case "1.0" -> V1_0;
      case "1.1" -> V1_1;
      case "1.2" -> V1_2;
      default -> null;
    };
  }
}
