package io.switchboard.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/// The decoder for tokens that are signed with `switchboard.auth.jwt.secret`.
final class SecretJwtDecoder {

  private SecretJwtDecoder() {}

  static JwtDecoder of(String secret, JwtProperties properties) {
    SecretKey key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    Set<JWSAlgorithm> algorithms =
        properties.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withSecretKey(key)
            .jwtProcessorCustomizer(processor ->
                processor.setJWSKeySelector(
                    new JWSVerificationKeySelector<SecurityContext>(
                        algorithms, new ImmutableSecret<>(key))))
            .build();
    decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(validators(properties)));
    return decoder;
  }

  private static List<OAuth2TokenValidator<Jwt>> validators(JwtProperties properties) {
    List<OAuth2TokenValidator<Jwt>> validators = new ArrayList<>();
    validators.add(new JwtTimestampValidator(properties.clockSkew()));
    if (properties.issuer() != null) {
      validators.add(new JwtIssuerValidator(properties.issuer()));
    }
    if (!properties.audiences().isEmpty()) {
      validators.add(
          new JwtClaimValidator<Collection<String>>(
              JwtClaimNames.AUD,
              named -> named != null && !Collections.disjoint(named, properties.audiences())));
    }
    return validators;
  }
}
