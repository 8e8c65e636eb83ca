package io.switchboard.policy;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which of the rules goes before which.
final class Precedence {

  private Precedence() {}

  /// The rules in an order in which each comes before those that contain it; else as they were.
  ///
  /// @throws IllegalArgumentException in a sentence that names two rules and the fix, if a channel
  ///   could be matched by both and neither is the more specific one
  static List<Rule> mostSpecificFirst(List<Rule> rules) {
    checkNames(rules);
    Map<Rule, Integer> depths = new HashMap<>(); // rule -> how many contain it
    for (Rule rule : rules) {
      int depth = 0;
      for (Rule other : rules) {
        if (!rule.equals(other) && isInside(rule, other)) {
          depth++;
        }
      }
      depths.put(rule, depth);
    }
    return rules.stream().sorted(Comparator.comparing(depths::get).reversed()).toList();
  }

  private static void checkNames(List<Rule> rules) {
    Map<String, Rule> named = new HashMap<>();
    for (Rule rule : rules) {
      Rule other = named.put(rule.policy().name(), rule);
      if (other != null) {
        throw new IllegalArgumentException(
            "Two rules are called %s, one for %s and one for %s: give one of them another name"
                .formatted(rule.policy().name(), other.policy().match(), rule.policy().match()));
      }
    }
  }

  private static boolean isInside(Rule rule, Rule other) {
    boolean inside = other.pattern().contains(rule.pattern());
    boolean around = rule.pattern().contains(other.pattern());
    if (inside && around) {
      throw unclear(
          rule, other, "match the same channels: leave one out, or let one match fewer channels");
    }
    if (!inside && !around && rule.pattern().intersects(other.pattern())) {
      throw unclear(
          rule,
          other,
          "have channels in common, and neither is inside the other, so it is open which one"
              + " decides: let them match different channels, or one of them all that the other"
              + " matches");
    }
    return inside;
  }

  private static IllegalArgumentException unclear(Rule one, Rule other, String why) {
    return new IllegalArgumentException(
        "The rules %s (%s) and %s (%s) %s"
            .formatted(
                one.policy().name(),
                one.policy().match(),
                other.policy().name(),
                other.policy().match(),
                why));
  }
}
