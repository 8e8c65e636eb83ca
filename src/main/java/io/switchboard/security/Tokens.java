package io.switchboard.security;

import java.nio.charset.StandardCharsets;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/// Verifies the JWT that a client shows, by the application's decoder or by the configured secret.
public final class Tokens {

  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

  private static final String BEARER = "bearer ";

  private final @Nullable JwtDecoder decoder;

  /// @param applications `null` where the application has none
  Tokens(@Nullable JwtDecoder applications, @Nullable String secret) {
    if (applications != null) {
      this.decoder = applications;
    } else {
      this.decoder = secret == null ? null : hmac(secret);
    }
  }

  private static JwtDecoder hmac(String secret) {
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    return NimbusJwtDecoder.withSecretKey(new SecretKeySpec(key, "HmacSHA256"))
        .macAlgorithm(MacAlgorithm.HS256)
        .build();
  }

  /// The token of an `Authorization` header, `null` where it holds none.
  static @Nullable String bearer(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return null;
    }
    return authorization.substring(BEARER.length()).strip();
  }

  /// Who shows this token.
  ///
  /// @return `null` where it proves nothing: forged, expired, without `exp` or `sub`, or where this
  ///   server takes no tokens
  @Nullable JwtAuthenticationToken verify(String token) {
    if (decoder == null) {
      LOG.debug(
          "A token was shown, but neither a JwtDecoder nor switchboard.auth.jwt.secret is set");
      return null;
    }
    try {
      Jwt jwt = decoder.decode(token);
      if (jwt.getExpiresAt() == null || jwt.getSubject() == null || jwt.getSubject().isBlank()) {
        return null;
      }
      return new JwtAuthenticationToken(jwt, java.util.List.of(), jwt.getSubject());
    } catch (JwtException e) {
      LOG.debug("A token was not accepted", e);
      return null;
    }
  }
}
