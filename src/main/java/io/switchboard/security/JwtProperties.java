package io.switchboard.security;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;

/// Tokens that the server verifies by itself, with a secret it shares with whoever issues them.
///
/// @param secret the key of the tokens' HMAC, 32 bytes or more; an application's own `JwtDecoder`
///   goes before it, with the algorithms, issuer and audiences that it was given
/// @param algorithms any of HS256, HS384 and HS512
/// @param issuer the `iss` a token must have, if set
/// @param audiences of which a token must name one in its `aud`, if there are any
/// @param maxLifetime how far in the future a token's `exp` may be, and how far from its `iat`,
///   whoever verifies it
/// @param clockSkew how far in the future a token's `nbf` and `iat` may be, up to 5 min; `exp` is
///   taken by the letter
public record JwtProperties(
    @Nullable String secret,
    @DefaultValue("HS256") List<String> algorithms,
    @Nullable String issuer,
    @DefaultValue List<String> audiences,
    @DefaultValue("24h") Duration maxLifetime,
    @DefaultValue("60s") Duration clockSkew) {

  public JwtProperties {
    algorithms = List.copyOf(algorithms);
    audiences = List.copyOf(audiences);
    if (algorithms.isEmpty() || !algorithms.stream().allMatch(JwtProperties::isHmac)) {
      throw new IllegalArgumentException(
          "switchboard.auth.jwt.algorithms is " + algorithms + ": it takes HS256, HS384, HS512");
    }
    if (secret != null) {
      checkLength(secret, algorithms);
    }
    check("max-lifetime", maxLifetime, Duration.ofMinutes(1), Duration.ofDays(365));
    check("clock-skew", clockSkew, Duration.ZERO, Duration.ofMinutes(5));
  }

  /// A key is as long as what it makes (RFC 7518 section 3.2).
  private static void checkLength(String secret, List<String> algorithms) {
    int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
    for (String algorithm : algorithms) {
      int least = Integer.parseInt(algorithm.substring("HS".length())) / 8;
      if (bytes < least) {
        throw new IllegalArgumentException(
            "switchboard.auth.jwt.secret is too short: "
                + algorithm
                + " takes "
                + least
                + " bytes or more, for example from `openssl rand -base64 "
                + least
                + "`");
      }
    }
  }

  private static boolean isHmac(String algorithm) {
    return MacAlgorithm.from(algorithm) != null;
  }

  private static void check(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "switchboard.auth.jwt."
              + name
              + " is "
              + value
              + ": it takes a time from "
              + least
              + " to "
              + most);
    }
  }

  @Override
  public String toString() {
    return "Jwt[secret=" + (secret == null ? "none" : "***") + ", algorithms=" + algorithms + "]";
  }
}
