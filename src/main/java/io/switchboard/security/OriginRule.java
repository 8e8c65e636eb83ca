package io.switchboard.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;

/// Judges where a request comes from (RFC 6455 section 10.2): this server's own pages and those of
/// listed origins are let through, others are not. Otherwise any page a signed-in user visits could
/// connect with the user's cookie.
///
/// Browsers send `Origin` with every handshake and every POST. Without one a request comes from no
/// browser, which has no cookie of anybody else's to misuse, or is a GET: of a cookie's user that
/// must be a GET of an own page. Immutable.
final class OriginRule {

  private static final int LONGEST_SHOWN = 200;

  private static final String ALLOW =
      "Their origin in switchboard.allowed-origins would allow them; if they are this server's own,"
          + " switchboard.public-url or, behind a proxy, switchboard.trusted-proxies.";

  private static final Set<String> READING = Set.of("GET", "HEAD");

  /// A page of this server, or somebody who typed the address.
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final CorsConfiguration listed;
  private final @Nullable Origin publicOrigin;

  OriginRule(OriginProperties properties) {
    this.listed = new CorsConfiguration();
    listed.setAllowedOrigins(properties.allowedOrigins());
    listed.setAllowedOriginPatterns(properties.allowedOriginPatterns());
    this.publicOrigin = properties.publicOrigin();
  }

  /// @param ofCookie whether the browser by itself said who its user is
  OriginVerdict judge(HttpServletRequest request, boolean ofCookie) {
    List<String> named = Collections.list(request.getHeaders(HttpHeaders.ORIGIN));
    Origin own = publicOrigin == null ? Origin.of(request) : publicOrigin;
    if (named.isEmpty()) {
      return ofCookie ? judgeUnnamed(request, own) : new OriginVerdict.Own();
    }
    return named.size() == 1
        ? judge(named.getFirst(), own)
        : new OriginVerdict.Refused("A request has one Origin; this one has " + named.size() + ".");
  }

  private OriginVerdict judge(String text, @Nullable Origin own) {
    Origin origin = Origin.parse(text);
    if (origin != null && origin.equals(own)) {
      return new OriginVerdict.Own();
    }
    if (origin != null && isListed(origin)) {
      return new OriginVerdict.Listed();
    }
    String fix = origin == null ? "Nothing allows them: %s names no server." : ALLOW;
    return new OriginVerdict.Refused(
        "Pages of %s may not connect to %s. ".formatted(printable(text), own(own))
            + fix.formatted(printable(text)));
  }

  /// A pattern may name the port that a browser leaves out.
  private boolean isListed(Origin origin) {
    return listed.checkOrigin(origin.toString()) != null
        || listed.checkOrigin(origin.withPort()) != null;
  }

  private static OriginVerdict judgeUnnamed(HttpServletRequest request, @Nullable Origin own) {
    if (READING.contains(request.getMethod()) && isOfOwnPage(request, own)) {
      return new OriginVerdict.Own();
    }
    return new OriginVerdict.Refused(
        "A request with a session's cookie must show that a page of %s sent it, by Origin, or a GET"
                .formatted(own(own))
            + " by Sec-Fetch-Site or Referer; a client that is no browser sends a token instead of"
            + " the cookie.");
  }

  /// Browsers that send the first do so always, and no script can write it.
  private static boolean isOfOwnPage(HttpServletRequest request, @Nullable Origin own) {
    List<String> sites = Collections.list(request.getHeaders("Sec-Fetch-Site"));
    if (!sites.isEmpty()) {
      return sites.size() == 1 && OWN_SITES.contains(sites.getFirst());
    }
    List<String> pages = Collections.list(request.getHeaders(HttpHeaders.REFERER));
    Origin page = pages.size() == 1 ? Origin.ofPage(pages.getFirst()) : null;
    return page != null && page.equals(own);
  }

  private static String own(@Nullable Origin own) {
    return own == null ? "a host with no such name" : own.toString();
  }

  private static String printable(String text) {
    String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) : text;
    return shown.replaceAll("\\P{Print}", "?");
  }
}
