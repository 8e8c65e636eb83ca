package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tokens of an identity provider, whose keys are fetched from where Boot's properties say.
class KeySetTests {

  private static final String ISSUER = "https://issuer.example";

  private static RSAKey first;
  private static RSAKey second;
  private static RSAKey strange;

  private IdentityProvider provider;
  private TestServer server;

  @BeforeAll
  static void makeKeys() throws JOSEException {
    first = new RSAKeyGenerator(2048).keyID("first").generate();
    second = new RSAKeyGenerator(2048).keyID("second").generate();
    strange = new RSAKeyGenerator(2048).keyID("first").generate();
  }

  @BeforeEach
  void start() throws IOException {
    provider = IdentityProvider.start(first);
    server =
        TestServer.start(
            "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + provider.keysUri(),
            "spring.security.oauth2.resourceserver.jwt.issuer-uri=" + ISSUER,
            "spring.security.oauth2.resourceserver.jwt.audiences=chat");
  }

  @AfterEach
  void stop() {
    server.close();
    provider.close();
  }

  @Test
  void verifyTokensByThePublishedKey() throws IOException {
    assertThat(connect(token(first, claims()))).isEqualTo("CONNECTED");
    assertThat(connect(token(strange, claims()))).isEqualTo("unauthenticated");
    assertThat(connect(TestServer.token("alice"))).isEqualTo("unauthenticated"); // by the secret
  }

  @Test
  void areFetchedAnewWhenTheProviderHasANewOne() throws IOException {
    assertThat(connect(token(first, claims()))).isEqualTo("CONNECTED");
    assertThat(connect(token(second, claims()))).isEqualTo("unauthenticated");

    provider.publish(first, second);

    assertThat(connect(token(second, claims()))).isEqualTo("CONNECTED");
    assertThat(connect(token(first, claims()))).isEqualTo("CONNECTED");
  }

  /// Five at once; the sixth would come after 10 s, and the flood may last longer than that.
  @Test
  void areFetchedAtABoundedRateWhateverTokensCome() throws IOException {
    RSAKey made = new RSAKey.Builder(second).keyID("made up").build();
    assertThat(connect(token(first, claims()))).isEqualTo("CONNECTED");
    Instant began = Instant.now();

    for (int i = 0; i < 60; i++) {
      RSAKey unheardOf = new RSAKey.Builder(made).keyID("made-up-" + i).build();
      assertThat(connect(token(unheardOf, claims()))).isEqualTo("unauthenticated");
    }

    long seconds = Instant.now().getEpochSecond() - began.getEpochSecond();
    assertThat(provider.keyFetches()).isBetween(2, 6 + (int) (seconds / 10));
    assertThat(connect(token(first, claims()))).isEqualTo("CONNECTED");
  }

  @Test
  void holdTokensToTheirIssuerAndAudience() throws IOException {
    assertThat(connect(token(first, claims().audience(List.of("mail", "chat")))))
        .isEqualTo("CONNECTED");
    assertThat(connect(token(first, claims().audience("mail")))).isEqualTo("unauthenticated");
    assertThat(connect(token(first, claims().audience((String) null))))
        .isEqualTo("unauthenticated");
    assertThat(connect(token(first, claims().issuer("https://evil.example"))))
        .isEqualTo("unauthenticated");
    assertThat(connect(token(first, claims().issuer(null)))).isEqualTo("unauthenticated");
    assertThat(connect(token(first, claims().expirationTime(null)))).isEqualTo("unauthenticated");
  }

  @Test
  void refuseClearlyWhereTheProviderIsDown() throws IOException {
    provider.close();

    assertThat(connect(token(first, claims()))).isEqualTo("unauthenticated");
  }

  @Test
  void goOnByTheKeysTheyHaveWhereTheProviderIsDown() throws IOException {
    assertThat(connect(token(first, claims()))).isEqualTo("CONNECTED");

    provider.close();

    assertThat(connect(token(first, claims()))).isEqualTo("CONNECTED");
    assertThat(connect(token(second, claims()))).isEqualTo("unauthenticated");
  }

  /// `CONNECTED`, or the code of the refusal.
  private String connect(String token) throws IOException {
    try (StompSocket client = StompSocket.open(server.port())) {
      client.send("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + token + "\n\n");
      Received answer = client.read();
      Disclosure.assertNone(answer.toString());
      assertThat(answer.toString()).doesNotContain("127.0.0.1", "/keys");
      return answer.command().equals("CONNECTED") ? "CONNECTED" : answer.header("code");
    }
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .subject("alice")
        .issuer(ISSUER)
        .audience("chat")
        .expirationTime(Date.from(Instant.now().plusSeconds(600)));
  }

  private static String token(RSAKey key, JWTClaimsSet.Builder claims) {
    return IdentityProvider.token(key, claims.build());
  }
}
