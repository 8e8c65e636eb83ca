package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// Tokens of an identity provider, whose keys are fetched from where Boot's properties say.
@ExtendWith(OutputCaptureExtension.class)
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
      assertThat(connect(token(unheardOf, claims()))).isIn("unauthenticated", "unavailable");
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
  void haveClientsComeBackWhereTheProviderIsDown(CapturedOutput output) throws IOException {
    String token = token(first, claims());
    provider.close();

    assertTurnedAway(server, token);
    assertTurnedAway(server, token);

    assertThat(output.toString().split("Tokens cannot be verified, clients", -1)).hasSize(2);
    assertThat(output).doesNotContain(token).doesNotContain("\tat io.switchboard");
  }

  /// Boot's decoder cannot even be made before the issuer has said where its keys are.
  @Test
  void haveClientsComeBackWhereTheIssuerHasNeverBeenThere(CapturedOutput output)
      throws IOException {
    try (IdentityProvider issuer = IdentityProvider.start(first);
        TestServer alone =
            TestServer.start(
                "spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer.issuer())) {
      String token = token(first, claims().issuer(issuer.issuer()));
      issuer.failing(true);

      assertTurnedAway(alone, token);
      assertThat(output).doesNotContain(token).doesNotContain(" ERROR ");

      issuer.failing(false);
      long deadline = System.nanoTime() + 30_000_000_000L;
      String answer = connect(alone, token);
      while (answer.equals("unavailable") && System.nanoTime() < deadline) {
        answer = connect(alone, token);
      }
      assertThat(answer).isEqualTo("CONNECTED");
    }
  }

  @Test
  void leaveAConnectionItsTokenWhereTheNextCannotBeVerified() throws IOException {
    StompSocket alice = connected(server, token(first, claims()));
    alice.subscribe("e", "/user/queue/errors");
    provider.close();

    alice.send("SEND\ndestination:/session/token\nreceipt:r\n\n" + token(second, claims()));

    Received refused = alice.read();
    assertThat(refused.header("code")).isEqualTo("unavailable");
    assertThat(refused.header("retryable")).isEqualTo("true");
    alice.subscribe("1", "/topic/rooms.lobby");
    alice.close();
  }

  private static void assertTurnedAway(TestServer server, String token) throws IOException {
    try (StompSocket client = StompSocket.open(server.port())) {
      client.send("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + token + "\n\n");
      Received error = client.read();
      assertThat(error.header("code")).isEqualTo("unavailable");
      assertThat(error.header("retryable")).isEqualTo("true");
      Disclosure.assertNone(error.toString());
      RawWebSocket.Frame close = client.readClose();
      assertThat(close.closeCode()).isEqualTo(1013);
      assertThat(close.closeReason()).matches(".*, retry-after=\\d+");
    }
    String bearer = "Bearer " + token;
    String handshake = RawWebSocket.handshake(server.port(), "/ws", "Authorization: " + bearer);
    try (RawWebSocket socket = RawWebSocket.request(server.port(), handshake)) {
      assertThat(socket.status()).isEqualTo(503);
      assertThat(socket.header("Retry-After")).matches("\\d+");
      Disclosure.assertNone(socket.body());
    }
    assertUnavailable(SockJsHttp.session(server.port(), "Authorization", bearer).poll());
    String api = "/api/v1/policies/rooms.lobby";
    assertUnavailable(SockJsHttp.get(server.port(), api, "Authorization", bearer));
  }

  private static void assertUnavailable(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    Disclosure.assertNone(answer.body());
  }

  private static StompSocket connected(TestServer server, String token) throws IOException {
    StompSocket client = StompSocket.open(server.port());
    client.send("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + token + "\n\n");
    assertThat(client.read().command()).isEqualTo("CONNECTED");
    return client;
  }

  @Test
  void goOnByTheKeysTheyHaveWhereTheProviderIsDown() throws IOException {
    assertThat(connect(token(first, claims()))).isEqualTo("CONNECTED");

    provider.close();

    assertThat(connect(token(first, claims()))).isEqualTo("CONNECTED");
    assertThat(connect(token(second, claims()))).isEqualTo("unavailable"); // it may be a new one
  }

  /// `CONNECTED`, or the code of the refusal.
  private String connect(String token) throws IOException {
    return connect(server, token);
  }

  private static String connect(TestServer server, String token) throws IOException {
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
