package io.switchboard.security;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What one proxy says of a request: who it came from and how that one asked. Each part may be
/// missing.
record Hop(
    @Nullable InetSocketAddress client,
    @Nullable String scheme,
    @Nullable String host,
    @Nullable String port) {

  private static final Pattern NODE =
      Pattern.compile("\\[([^\\]]*)](?::([0-9]{1,5}))?|([^:]*):([0-9]{1,5})|(.*)");

  /// The same from another client.
  Hop of(@Nullable InetSocketAddress other) {
    return new Hop(other, scheme, host, port);
  }

  /// Of an element of `Forwarded` (RFC 7239).
  static Hop ofForwarded(String element) {
    return new Hop(
        node(parameter(element, "for")),
        scheme(parameter(element, "proto")),
        parameter(element, "host"),
        null);
  }

  private static @Nullable String parameter(String element, String name) {
    for (String pair : element.split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
        return unquoted(pair.substring(equals + 1).strip());
      }
    }
    return null;
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /// An address, which may have a port: `10.0.0.1`, `10.0.0.1:4711`, `2001:db8::1`,
  /// `[2001:db8::1]:4711`.
  ///
  /// @return `null` where it is something else, such as `unknown`
  static @Nullable InetSocketAddress node(@Nullable String text) {
    Matcher matcher = NODE.matcher(text == null ? "" : text.strip());
    if (!matcher.matches()) {
      return null;
    }
    String host = firstOf(matcher.group(1), matcher.group(3), matcher.group(5));
    String port = firstOf(matcher.group(2), matcher.group(4), "0");
    InetAddress address = AddressBlock.address(host);
    int number = Integer.parseInt(port);
    return address == null || number > 65535 ? null : new InetSocketAddress(address, number);
  }

  private static String firstOf(@Nullable String one, @Nullable String two, @Nullable String last) {
    if (one != null) {
      return one;
    }
    return two != null ? two : String.valueOf(last);
  }

  /// Some proxies say `wss` of a WebSocket's handshake.
  static @Nullable String scheme(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "https", "wss" -> "https";
      case "http", "ws" -> "http";
      default -> null;
    };
  }
}
