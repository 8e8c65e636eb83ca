package io.switchboard.policy;

import java.util.Locale;
import java.util.Set;

/// The YAML that would let somebody do what was refused.
final class Remedy {

  private Remedy() {}

  /// The rule that refused, changed so that it lets the caller in.
  static String change(ChannelPolicy policy, Right right, Caller caller) {
    return yaml(policy.name(), policy.match(), right, caller);
  }

  /// A new rule for a target that none covers.
  ///
  /// @param taken the names of the rules that there are
  static String add(String target, Right right, Caller caller, Set<String> taken) {
    return yaml(freeName(target, taken), target, right, caller);
  }

  private static String yaml(String name, String match, Right right, Caller caller) {
    return """
    switchboard:
      channels:
        %s:
          match: "%s"
          %s: %s
    """
        .formatted(name, match, right.text(), whoLetsIn(caller).text());
  }

  private static Access whoLetsIn(Caller caller) {
    return caller.name() == null ? new Access.Anyone() : new Access.Authenticated();
  }

  /// `rooms-lobby` for `rooms.lobby`, with a number behind it if that is taken.
  private static String freeName(String target, Set<String> taken) {
    String plain =
        target.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String first = plain.isEmpty() ? "channel" : plain;
    String name = first;
    for (int number = 2; taken.contains(name); number++) {
      name = first + '-' + number;
    }
    return name;
  }
}
