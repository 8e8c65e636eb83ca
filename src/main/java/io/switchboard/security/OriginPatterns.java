package io.switchboard.security;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The syntax of origin patterns: what Spring's `CorsConfiguration` takes, less what would let in
/// more than one means to. A `*` stands for whole names in front of a domain's, or for any port.
final class OriginPatterns {

  private static final String PROPERTY = "switchboard.allowed-origin-patterns";

  private static final Pattern SYNTAX =
      Pattern.compile(
          "([a-z][a-z0-9+.-]*://)(\\*\\.)?([a-z0-9_.-]+|\\[[0-9a-f:.]+])"
              + "(?::(?:([0-9]{1,5})|\\[(\\*|[0-9]{1,5}(?:,[0-9]{1,5})*)]))?");

  private OriginPatterns() {}

  /// @throws IllegalArgumentException with what would be right
  static void check(String pattern) {
    Matcher matcher = SYNTAX.matcher(pattern);
    boolean sound = matcher.matches() && Origin.parse(matcher.group(1) + matcher.group(3)) != null;
    if (!sound || (matcher.group(2) != null && isWide(matcher.group(3)))) {
      throw OriginProperties.refused(
          PROPERTY,
          pattern,
          "it takes patterns such as https://*.example.com and http://localhost:[*]; a * stands"
              + " before a domain of two names or more, or for the port");
    }
    if (!ports(matcher).allMatch(port -> port >= 1 && port <= 65535)) {
      throw OriginProperties.refused(PROPERTY, pattern, "a port is a number from 1 to 65535");
    }
  }

  /// All of `com` is nobody's. Names below `localhost` stay on this machine.
  private static boolean isWide(String domain) {
    return !domain.contains(".") && !domain.equals("localhost");
  }

  private static Stream<Integer> ports(Matcher matcher) {
    String one = matcher.group(4);
    String list = matcher.group(5);
    if (one != null) {
      return Stream.of(Integer.valueOf(one));
    }
    return list == null || list.equals("*")
        ? Stream.of()
        : Arrays.stream(list.split(",", -1)).map(Integer::valueOf);
  }

  /// The same in the words of a content security policy, which has no lists of ports.
  ///
  /// @param pattern that was checked
  static List<String> sources(String pattern) {
    int ports = pattern.indexOf(":[", pattern.indexOf("://") + 3);
    if (ports < 0) {
      return List.of(pattern);
    }
    String host = pattern.substring(0, ports + 1);
    String list = pattern.substring(ports + 2, pattern.length() - 1);
    return Arrays.stream(list.split(",", -1)).map(port -> host + port).toList();
  }
}
