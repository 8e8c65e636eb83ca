package io.switchboard.demo;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import io.switchboard.security.JwtProperties;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/// Makes tokens as `switchboard.auth.jwt` asks for them, good for an hour. Immutable.
class TokenIssuer {
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final JwtEncoder encoder;
  private final JwsHeader header;
  private final JwtProperties properties;
  private final InstantSource clock;

  TokenIssuer(SecretKey key, JwtProperties properties, InstantSource clock) {
    this.encoder = new NimbusJwtEncoder(new ImmutableSecret<>(key));
    this.header = JwsHeader.with(MacAlgorithm.valueOf(properties.algorithms().getFirst())).build();
    this.properties = properties;
    this.clock = clock;
  }

  IssuedToken issue(String user) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Duration longest = properties.maxLifetime();
    Instant expires = now.plus(LIFETIME.compareTo(longest) < 0 ? LIFETIME : longest);
    JwtClaimsSet.Builder claims =
        JwtClaimsSet.builder()
            .id(UUID.randomUUID().toString())
            .subject(user)
            .issuedAt(now)
            .expiresAt(expires);
    if (properties.issuer() != null) {
      claims.issuer(properties.issuer());
    }
    if (!properties.audiences().isEmpty()) {
      claims.audience(properties.audiences());
    }
    JwtEncoderParameters token = JwtEncoderParameters.from(header, claims.build());
    return new IssuedToken(encoder.encode(token).getTokenValue(), now, expires);
  }
}
