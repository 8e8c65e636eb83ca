package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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

  private final AtomicInteger fetches = new AtomicInteger();
  private volatile List<RSAKey> published = List.of();
  private HttpServer provider;
  private TestServer server;

  @BeforeAll
  static void makeKeys() throws JOSEException {
    first = new RSAKeyGenerator(2048).keyID("first").generate();
    second = new RSAKeyGenerator(2048).keyID("second").generate();
    strange = new RSAKeyGenerator(2048).keyID("first").generate();
  }

  @BeforeEach
  void start() throws IOException {
    published = List.of(first);
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext("/keys", this::serve);
    provider.start();
    server =
        TestServer.start(
            "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://127.0.0.1:"
                + provider.getAddress().getPort()
                + "/keys",
            "spring.security.oauth2.resourceserver.jwt.issuer-uri=" + ISSUER,
            "spring.security.oauth2.resourceserver.jwt.audiences=chat");
  }

  private void serve(HttpExchange exchange) throws IOException {
    fetches.incrementAndGet();
    byte[] keys = new JWKSet(List.copyOf(published)).toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, keys.length);
    exchange.getResponseBody().write(keys);
    exchange.close();
  }

  @AfterEach
  void stop() {
    server.close();
    provider.stop(0);
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

    published = List.of(first, second);

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
    assertThat(fetches.get()).isBetween(2, 6 + (int) (seconds / 10));
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
    provider.stop(0);

    assertThat(connect(token(first, claims()))).isEqualTo("unauthenticated");
  }

  @Test
  void goOnByTheKeysTheyHaveWhereTheProviderIsDown() throws IOException {
    assertThat(connect(token(first, claims()))).isEqualTo("CONNECTED");

    provider.stop(0);

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
    try {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      SignedJWT token = new SignedJWT(header, claims.build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
