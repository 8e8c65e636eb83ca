package io.switchboard.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What stood on the command line: `--name value` and `--flag`. Each is taken once; what nobody
/// took is a mistake.
///
/// Every method throws an [IllegalArgumentException] whose message is for the user.
final class Arguments {

  private static final Set<String> FLAGS = Set.of("--allow-remote", "--distinct-ids");

  private final Map<String, String> values = new HashMap<>(); // --name -> value

  Arguments(String... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i];
      if (!name.startsWith("--")) {
        throw new IllegalArgumentException("An option begins with --, but this does not: " + name);
      }
      String value = FLAGS.contains(name) ? "" : valueOf(name, ++i, arguments);
      if (values.put(name, value) != null) {
        throw new IllegalArgumentException(name + " stands twice");
      }
    }
  }

  private static String valueOf(String name, int at, String... arguments) {
    if (at == arguments.length) {
      throw new IllegalArgumentException(name + " needs a value");
    }
    return arguments[at];
  }

  static boolean asksForHelp(String... arguments) {
    return List.of(arguments).contains("--help");
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  boolean flag(String name) {
    return values.remove(name) != null;
  }

  String text(String name, String fallback) {
    String value = values.remove(name);
    return value == null ? fallback : value;
  }

  /// What may become a header: one line without anything that STOMP escapes.
  String word(String name, String fallback) {
    String value = text(name, fallback);
    if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\' && c != ':')) {
      throw new IllegalArgumentException(name + " takes printable ASCII without spaces and colons");
    }
    return value;
  }

  int number(String name, int fallback, int least, int most) {
    String value = values.remove(name);
    if (value == null) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, as any other wrong value is
    }
    throw new IllegalArgumentException(
        name + " takes a number from " + least + " to " + most + ", not " + value);
  }

  /// To be called last.
  void refuseTheRest() {
    if (!values.isEmpty()) {
      throw new IllegalArgumentException(
          "Not an option here: " + String.join(" ", values.keySet()));
    }
  }
}
