package io.switchboard.security;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import io.github.bucket4j.Bucket;
import io.switchboard.policy.Caller;
import io.switchboard.protocol.RefusalCode;
import io.switchboard.protocol.SafeText;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/// Reads the JWT that a client shows. The signature and what the decoder knows of the issuer are
/// the decoder's; what every token must have here is checked after that: `sub`, `exp` not over and
/// not too far from now and from `iat`, grants that can be read.
final class Tokens {

  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

  private static final String ROLE = "ROLE_";

  private static final int MOST_NAME_CHARS = 255;

  /// How often the log says that tokens cannot be verified.
  private static final Duration LINE_EACH = Duration.ofMinutes(1);

  private final Bucket lines =
      Bucket.builder().addLimit(limit -> limit.capacity(1).refillGreedy(1, LINE_EACH)).build();

  private final @Nullable JwtDecoder decoder;
  private final Converter<Jwt, ? extends AbstractAuthenticationToken> converter;
  private final JwtProperties properties;
  private final InstantSource clock;

  /// @param decoder `null` where this server takes no tokens
  Tokens(
      @Nullable JwtDecoder decoder,
      Converter<Jwt, ? extends AbstractAuthenticationToken> converter,
      JwtProperties properties,
      InstantSource clock) {
    this.decoder = decoder;
    this.converter = converter;
    this.properties = properties;
    this.clock = clock;
  }

  Credential check(String token) {
    if (decoder == null) {
      LOG.debug("A token was shown, but there is neither a JwtDecoder nor a secret for them");
      return Credential.invalid("The token is not valid.");
    }
    Jwt jwt;
    try {
      jwt = decoder.decode(token);
    } catch (BadJwtException e) {
      LOG.debug("A token was not accepted", e);
      return isExpired(e) ? expired() : Credential.invalid("The token is not valid.");
    } catch (RuntimeException e) {
      log(e, token);
      return Credential.undecided("Tokens cannot be verified at present.");
    }
    try {
      return accept(token, jwt);
    } catch (IllegalArgumentException e) {
      LOG.debug("A token has claims that cannot be read", e);
      return Credential.invalid("The token has claims that cannot be read.");
    }
  }

  /// By Spring Security's convention whatever a decoder throws that is no [BadJwtException] says
  /// nothing of the token: as a rule its keys could not be fetched.
  private void log(RuntimeException failure, String token) {
    LOG.debug("A token could not be verified", failure);
    if (lines.tryConsume(1)) {
      String words = String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure));
      LOG.warn(
          "Tokens cannot be verified, clients are told to come back: {}: {}",
          failure.getClass().getSimpleName(),
          SafeText.printable(words.replace(token, "...")));
    }
  }

  private Credential accept(String token, Jwt jwt) {
    String hash = "sha256:" + Hashes.sha256(token);
    AbstractAuthenticationToken authentication = converter.convert(withoutSecret(jwt, hash));
    Instant expires = jwt.getExpiresAt();
    Instant now = clock.instant();
    if (expires == null) {
      return Credential.invalid("The token has no exp.");
    }
    if (!expires.isAfter(now)) {
      return expired();
    }
    if (expires.isAfter(now.plus(properties.maxLifetime()))) {
      return Credential.invalid("The token's exp is too far in the future.");
    }
    Instant issued = issued(token);
    if (issued != null && expires.isAfter(issued.plus(properties.maxLifetime()))) {
      return Credential.invalid("The token's exp is too far from its iat.");
    }
    if (issued != null && issued.isAfter(now.plus(properties.clockSkew()))) {
      return Credential.invalid("The token's iat is in the future.");
    }
    if (authentication == null || !isName(authentication.getName())) {
      return Credential.invalid("The token has no sub that can be a user's name.");
    }
    String id = jwt.getId() == null ? hash : jwt.getId();
    return new Credential.Accepted(
        new Identity(
            Identity.Kind.TOKEN,
            authentication,
            caller(authentication, jwt),
            id,
            issued,
            expires,
            null));
  }

  /// Spring's own answer is not `iat` alone: where there is none, it makes one up.
  private static @Nullable Instant issued(String token) {
    try {
      JWTClaimsSet claims = JWTParser.parse(token).getJWTClaimsSet();
      Date issued = claims == null ? null : claims.getIssueTime();
      return issued == null ? null : issued.toInstant();
    } catch (ParseException e) {
      LOG.debug("A token that the decoder reads cannot be read for its iat", e);
      return null;
    }
  }

  /// What is kept of a token for as long as the connection lasts cannot be used for another. It is
  /// still one of a kind, since Spring takes tokens with the same value and times for the same.
  private static Jwt withoutSecret(Jwt jwt, String hash) {
    return Jwt.withTokenValue(hash)
        .headers(headers -> headers.putAll(jwt.getHeaders()))
        .claims(claims -> claims.putAll(jwt.getClaims()))
        .build();
  }

  /// Every MESSAGE has the name in a header: it is short, and nothing in it could begin a line or
  /// turn it round. Names of keys are not for users.
  static boolean isName(@Nullable String name) {
    return name != null
        && !name.isBlank()
        && name.length() <= MOST_NAME_CHARS
        && SafeText.isPrintable(name)
        && !name.startsWith(ApiKeys.NAME);
  }

  private static Caller caller(Authentication authentication, Jwt jwt) {
    return new Caller(
        authentication.getName(),
        rolesOf(authentication),
        textsOf(jwt.getClaims()),
        GrantsClaim.read(jwt.getClaims().get(GrantsClaim.NAME)));
  }

  /// Spring Security's roles are authorities with a prefix.
  static Set<String> rolesOf(Authentication authentication) {
    return authentication.getAuthorities().stream()
        .map(authority -> String.valueOf(authority.getAuthority()))
        .filter(name -> name.startsWith(ROLE))
        .map(name -> name.substring(ROLE.length()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The claims that can stand in a channel's name.
  private static Map<String, String> textsOf(Map<String, Object> claims) {
    Map<String, String> texts = new HashMap<>();
    claims.forEach((name, value) -> {
      if (value instanceof String || value instanceof Number) {
        texts.put(name, value.toString());
      }
    });
    return texts;
  }

  private static boolean isExpired(JwtException failure) {
    return failure instanceof JwtValidationException invalid
        && invalid.getErrors().stream()
            .anyMatch(error -> String.valueOf(error.getDescription()).startsWith("Jwt expired"));
  }

  private static Credential expired() {
    return new Credential.Rejected(RefusalCode.TOKEN_EXPIRED, "The token has expired.");
  }
}
