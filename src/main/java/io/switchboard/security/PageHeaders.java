package io.switchboard.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/// What a browser is told to keep pages from: they load from this server only, run no script but
/// its files and what is in the pages themselves, and are framed by nobody else. Immutable.
public final class PageHeaders {

  private static final String CSP = "Content-Security-Policy";

  /// Scripts in a page, the import map among them; those of a file have a `src`.
  private static final Pattern INLINE_SCRIPT =
      Pattern.compile(
          "<script(?![^>]*\\ssrc\\s*=)[^>]*>(.*?)</script\\s*>",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private final String scripts;

  /// @param pages the HTML of all pages that have scripts in them
  public PageHeaders(String... pages) {
    this.scripts =
        Stream.of(pages)
            .flatMap(page -> INLINE_SCRIPT.matcher(page.replace("\r\n", "\n")).results())
            .map(PageHeaders::source)
            .distinct()
            .collect(Collectors.joining());
  }

  private static String source(MatchResult script) {
    byte[] hash = Hashes.sha256Bytes(script.group(1));
    return " 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }

  /// Puts them on what a chain answers. A policy that the application wrote itself stays.
  public void protect(HttpSecurity http) {
    http.headers(this::configure);
  }

  private void configure(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .frameOptions(FrameOptionsConfig::sameOrigin)
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(permissions ->
            permissions.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"))
        .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
        .addHeaderWriter(this::writePolicy);
  }

  private void writePolicy(HttpServletRequest request, HttpServletResponse response) {
    if (!response.containsHeader(CSP)) {
      response.setHeader(CSP, policy(request));
    }
  }

  private String policy(HttpServletRequest request) {
    Origin own = Origin.of(request);
    // WebSockets of one's own are 'self' in every browser but Safari before 15.4.
    String webSockets = own == null ? "" : " " + own.webSockets();
    return String.join(
        "; ",
        List.of(
            "default-src 'self'",
            "script-src 'self'" + scripts,
            "connect-src 'self'" + webSockets,
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'"));
  }

  /// For SockJS: its page in a frame on a listed origin, and its transport that is scripts. Of the
  /// origins that may frame it `X-Frame-Options` can name but one.
  static void protectEndpoints(HttpSecurity http, OriginProperties properties) {
    String policy =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; connect-src 'self';"
            + " frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
            + sources(properties);
    http.headers(headers ->
        headers
            .frameOptions(
                properties.allowsOthers()
                    ? FrameOptionsConfig::disable
                    : FrameOptionsConfig::sameOrigin)
            .addHeaderWriter((request, response) -> response.setHeader(CSP, policy)));
  }

  private static String sources(OriginProperties properties) {
    return Stream.concat(
            properties.allowedOrigins().stream(),
            properties.allowedOriginPatterns().stream()
                .flatMap(pattern -> OriginPatterns.sources(pattern).stream()))
        .map(source -> " " + source)
        .collect(Collectors.joining());
  }
}
