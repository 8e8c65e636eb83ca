package io.switchboard.demo;

import io.switchboard.security.AuthProperties;
import io.switchboard.security.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/// Tokens for whoever signed in, by the configured secret, or by one that is made up at the start
/// and that nobody learns. Not where an identity provider's tokens are what counts.
@Configuration(proxyBeanMethods = false)
@Conditional(DemoTokens.NoIdentityProvider.class)
class DemoTokens {
  private static final int KEY_BYTES = 64; // enough for each of the algorithms

  private final SecretKey key;

  DemoTokens(AuthProperties auth) {
    key = new SecretKeySpec(secret(auth.jwt().secret()), "HmacSHA256");
  }

  private static byte[] secret(@Nullable String configured) {
    if (configured != null) {
      return configured.getBytes(StandardCharsets.UTF_8);
    }
    byte[] madeUp = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(madeUp);
    return madeUp;
  }

  @Bean
  TokenController tokenController(AuthProperties auth, Credentials credentials) {
    TokenIssuer issuer = new TokenIssuer(key, auth.jwt(), InstantSource.system());
    return new TokenController(issuer, credentials);
  }

  @Bean
  @Conditional(NoSecret.class)
  JwtDecoder demoJwtDecoder(AuthProperties auth) {
    MacAlgorithm algorithm = MacAlgorithm.valueOf(auth.jwt().algorithms().getFirst());
    return NimbusJwtDecoder.withSecretKey(key).macAlgorithm(algorithm).build();
  }

  static final class NoSecret implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !context.getEnvironment().containsProperty("switchboard.auth.jwt.secret");
    }
  }

  static final class NoIdentityProvider implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return Stream.of("issuer-uri", "jwk-set-uri", "public-key-location")
          .map(name -> "spring.security.oauth2.resourceserver.jwt." + name)
          .noneMatch(context.getEnvironment()::containsProperty);
    }
  }
}
