package io.switchboard.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a page comes from (RFC 6454): scheme, host and port in one spelling, so that equal origins
/// are equal values. Immutable.
///
/// @param scheme in lower case
/// @param host in lower case; an IPv6 address in brackets
/// @param port as it counts, 443 of an https origin that names none; 0 where the scheme has none
public record Origin(String scheme, String host, int port) {

  private static final String NAME = "[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?";

  private static final Pattern SYNTAX =
      Pattern.compile(
          "([a-z][a-z0-9+.-]*)://((?:"
              + NAME
              + "\\.)*"
              + NAME
              + "|\\[[0-9a-f:.]{2,45}])(?::([0-9]{1,5}))?",
          Pattern.CASE_INSENSITIVE);

  private static final int LONGEST = 300;

  /// Of its text: a scheme, a host and perhaps a port, and nothing more.
  ///
  /// @return `null` where it is no origin, which `null` itself is not either
  static @Nullable Origin parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      return null;
    }
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    String host = matcher.group(2).toLowerCase(Locale.ROOT);
    int port = matcher.group(3) == null ? defaultPort(scheme) : Integer.parseInt(matcher.group(3));
    boolean named = matcher.group(3) != null;
    return port > 65535 || (named && port == 0) ? null : new Origin(scheme, host, port);
  }

  /// Of a page's address, such as a `Referer`.
  static @Nullable Origin ofPage(String address) {
    int host = address.indexOf("://") + 3;
    int end = host;
    while (end < address.length() && "/?#".indexOf(address.charAt(end)) < 0) {
      end++;
    }
    return parse(address.substring(0, end));
  }

  /// Of this server as the request's client knows it.
  ///
  /// @return `null` where the request names no host that can be one
  static @Nullable Origin of(HttpServletRequest request) {
    String scheme = request.getScheme();
    return parse(scheme + "://" + request.getServerName() + ":" + request.getServerPort());
  }

  private static int defaultPort(String scheme) {
    return switch (scheme) {
      case "http" -> 80;
      case "https" -> 443;
      default -> 0;
    };
  }

  /// Whether its pages were loaded over TLS.
  public boolean isSecure() {
    return scheme.equals("https");
  }

  /// The same of its WebSockets, as a content security policy names it.
  String webSockets() {
    return new Origin(isSecure() ? "wss" : "ws", host, isDefaultPort() ? 0 : port).toString();
  }

  /// Whether a browser leaves the port out.
  public boolean isDefaultPort() {
    return port == defaultPort(scheme);
  }

  /// The same with the port that a browser leaves out.
  String withPort() {
    return scheme + "://" + host + ":" + port;
  }

  /// As a browser writes it.
  @Override
  public String toString() {
    return scheme + "://" + host + (isDefaultPort() ? "" : ":" + port);
  }
}
