package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

class KeySetFetchesTests {

  private final AtomicLong nanos = new AtomicLong();
  private final KeySetFetches fetches = new KeySetFetches(nanos::get);
  private IdentityProvider provider;
  private JwtDecoder decoder;
  private String token;

  @BeforeEach
  void start() throws IOException, JOSEException {
    RSAKey key = new RSAKeyGenerator(2048).keyID("first").generate();
    provider = IdentityProvider.start(key);
    decoder = new SupplierJwtDecoder(this::asBootMakesIt);
    var claims = new JWTClaimsSet.Builder().subject("alice").issuer(provider.issuer());
    token = IdentityProvider.token(key, claims.build());
  }

  private JwtDecoder asBootMakesIt() {
    JwkSetUriJwtDecoderBuilder builder = NimbusJwtDecoder.withIssuerLocation(provider.issuer());
    fetches.customize(builder);
    return builder.build();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void reachAnIssuerThatIsBackHoweverManyTokensCameMeanwhile() {
    provider.failing(true);
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(RuntimeException.class);
    }

    provider.failing(false);

    assertThatThrownBy(() -> decoder.decode(token))
        .hasRootCauseMessage("The issuer's keys were fetched too often; trying again soon");
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(decoder.decode(token).getSubject()).isEqualTo("alice");
  }
}
