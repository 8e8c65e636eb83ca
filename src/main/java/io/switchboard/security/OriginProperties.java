package io.switchboard.security;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Which pages may connect, and where clients and pages are to be seen as coming from.
///
/// @param allowedOrigins origins of other servers whose pages may connect, with cookies; each
///   exact, `https://app.example.com`, with a port where it is not the scheme's own
/// @param allowedOriginPatterns origins with a wildcard, allowed alike: `https://*.example.com` for
///   all names below one, `http://localhost:[*]` for any port, `http://localhost:[3000,8080]` for
///   some
/// @param publicUrl scheme, host and port by which browsers know this server,
///   `https://chat.example.com`; goes before the `Host` of every request
/// @param trustedProxies addresses and CIDR blocks of proxies whose `X-Forwarded-*` and `Forwarded`
///   headers are believed; once set, those of anybody else are taken off the request
@ConfigurationProperties("switchboard")
public record OriginProperties(
    @DefaultValue List<String> allowedOrigins,
    @DefaultValue List<String> allowedOriginPatterns,
    @Nullable String publicUrl,
    @DefaultValue List<String> trustedProxies) {

  public OriginProperties {
    allowedOrigins = allowedOrigins.stream().map(OriginProperties::canonical).toList();
    allowedOriginPatterns =
        allowedOriginPatterns.stream().map(pattern -> lowerCase(pattern.strip())).toList();
    allowedOriginPatterns.forEach(OriginPatterns::check);
    publicUrl = publicUrl == null ? null : checkedUrl(publicUrl.strip());
    trustedProxies = trustedProxies.stream().map(String::strip).toList();
    trustedProxies.forEach(AddressBlock::of);
  }

  private static String canonical(String text) {
    String stripped = text.strip();
    Origin origin = Origin.parse(stripped);
    if (origin == null) {
      throw refused(
          "switchboard.allowed-origins",
          stripped,
          "it takes origins such as https://app.example.com, with scheme and without a path;"
              + " wildcards go to switchboard.allowed-origin-patterns, and neither * nor null can"
              + " be allowed");
    }
    return origin.toString();
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String checkedUrl(String text) {
    Origin origin = Origin.parse(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    if (origin == null || !(origin.isSecure() || origin.scheme().equals("http"))) {
      throw refused(
          "switchboard.public-url",
          text,
          "it takes http or https, a host and perhaps a port, such as https://chat.example.com");
    }
    return origin.toString();
  }

  static IllegalArgumentException refused(String property, String value, String fix) {
    return new IllegalArgumentException(property + " cannot be '" + value + "': " + fix);
  }

  /// By which browsers know this server, where that was set.
  @Nullable Origin publicOrigin() {
    return publicUrl == null ? null : Origin.parse(publicUrl);
  }

  /// Whether browsers are known to come over TLS.
  boolean isPublicOverTls() {
    return publicUrl != null && publicUrl.startsWith("https://");
  }

  /// Whether pages of any other origin may connect.
  boolean allowsOthers() {
    return !allowedOrigins.isEmpty() || !allowedOriginPatterns.isEmpty();
  }
}
