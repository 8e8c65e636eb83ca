package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class ConnectTests {

  private static final String AUTHORIZATION = "Authorization:Bearer " + TestServer.token("alice");

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("switchboard.limits.connect-timeout=3s");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static final List<Arguments> VERSIONS =
      List.of(
          argumentSet("only 1.0", "CONNECT\naccept-version:1.0", "1.0"),
          argumentSet("only 1.1", "CONNECT\naccept-version:1.1", "1.1"),
          argumentSet("all three", "CONNECT\naccept-version:1.0,1.1,1.2", "1.2"),
          argumentSet("with a space", "CONNECT\naccept-version:1.1, 1.2", "1.2"),
          argumentSet("the newest first", "CONNECT\naccept-version:1.2,1.0", "1.2"),
          argumentSet("one that is still to come", "CONNECT\naccept-version:1.1,1.3", "1.1"),
          argumentSet("none named", "CONNECT", "1.0"),
          argumentSet("STOMP for CONNECT", "STOMP\naccept-version:1.2", "1.2"));

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void agreesOnTheBestVersion(String frame, String agreed) throws IOException {
    try (StompSocket stomp = StompSocket.open(server.port())) {
      stomp.send(frame + "\n" + AUTHORIZATION + "\n\n");

      StompSocket.Received connected = stomp.read();
      assertThat(connected.command()).isEqualTo("CONNECTED");
      assertThat(connected.headers())
          .containsEntry("version", agreed)
          .containsEntry("user-name", "alice")
          .containsEntry("heart-beat", "10000,10000")
          .containsKeys("session", "server");
      assertThat(connected.body()).isEmpty();
    }
  }

  @Test
  void namesItsVersionsToAClientOfNone() throws IOException {
    try (StompSocket stomp = StompSocket.open(server.port())) {
      stomp.send("CONNECT\naccept-version:1.3\n" + AUTHORIZATION + "\n\n");

      StompSocket.Received error = stomp.read();
      assertThat(error.command()).isEqualTo("ERROR");
      assertThat(error.header("code")).isEqualTo("unsupported-version");
      assertThat(error.header("version")).isEqualTo("1.2,1.1,1.0");
      assertThat(error.body()).contains("This server speaks STOMP 1.2,1.1,1.0.");
      assertThat(stomp.readClose().closeCode()).isEqualTo(4400);
    }
  }

  static final List<Arguments> GOOD_HEART_BEATS =
      List.of(
          argumentSet("none", "0,0"),
          argumentSet("usual", "10000,10000"),
          argumentSet("one way", "0,10000"),
          argumentSet("with a space", "10000, 10000"),
          argumentSet("rarer than ever", "999999999999,999999999999"));

  @ParameterizedTest
  @FieldSource("GOOD_HEART_BEATS")
  void offersHeartBeats(String heartBeat) throws IOException {
    try (StompSocket stomp = StompSocket.open(server.port())) {
      stomp.send("CONNECT\naccept-version:1.2\nheart-beat:" + heartBeat + withAuthorization());

      StompSocket.Received connected = stomp.read();
      assertThat(connected.command()).isEqualTo("CONNECTED");
      assertThat(connected.header("heart-beat")).isEqualTo("10000,10000");
    }
  }

  static final List<Arguments> BAD_HEART_BEATS =
      List.of(
          argumentSet("empty", ""),
          argumentSet("one number", "10000"),
          argumentSet("three numbers", "1,2,3"),
          argumentSet("negative", "-1,0"),
          argumentSet("in words", "often,never"),
          argumentSet("fractions", "0.5,0.5"),
          argumentSet("more digits than a clock has", "9999999999999,0"));

  @ParameterizedTest
  @FieldSource("BAD_HEART_BEATS")
  void refusesABadHeartBeat(String heartBeat) throws IOException {
    try (StompSocket stomp = StompSocket.open(server.port())) {
      stomp.send("CONNECT\naccept-version:1.2\nheart-beat:" + heartBeat + withAuthorization());

      assertRefused(stomp, "bad-header", 4400, "The header heart-beat takes two whole numbers");
    }
  }

  static final List<Arguments> CREDENTIALS =
      List.of(
          argumentSet("Authorization", AUTHORIZATION),
          argumentSet("scheme in lower case", AUTHORIZATION.replace("Bearer", "bearer")),
          argumentSet("passcode", "login:alice\npasscode:" + TestServer.token("alice")),
          argumentSet(
              "Authorization before passcode",
              AUTHORIZATION + "\npasscode:" + TestServer.token("bob")));

  @ParameterizedTest
  @FieldSource("CREDENTIALS")
  void knowsWhoShowsAToken(String headers) throws IOException {
    try (StompSocket stomp = StompSocket.open(server.port())) {
      stomp.send("CONNECT\naccept-version:1.2\n" + headers + "\n\n");

      assertThat(stomp.read().header("user-name")).isEqualTo("alice");
    }
  }

  @Test
  void takesTheTokenOfConnectBeforeThatOfTheHandshake() throws IOException {
    String bob = "Authorization: Bearer " + TestServer.token("bob");
    try (StompSocket stomp = new StompSocket(RawWebSocket.open(server.port(), "/ws", bob))) {
      stomp.send("CONNECT\naccept-version:1.2" + withAuthorization());

      assertThat(stomp.read().header("user-name")).isEqualTo("alice");
    }
  }

  static final List<Arguments> NO_CREDENTIALS =
      List.of(
          argumentSet("none", "host:localhost"),
          argumentSet("a name alone", "login:alice"),
          argumentSet("another scheme", "Authorization:Basic YWxpY2U6YWxpY2U="),
          argumentSet("an empty passcode", "passcode:"),
          argumentSet("a password", "login:alice\npasscode:alice"),
          argumentSet("an empty token", "Authorization:Bearer "),
          argumentSet("forged", bearer(signed("another secret of at least 32 bytes", good()))),
          argumentSet("changed", bearer(changed(TestServer.token("alice")))),
          argumentSet("not signed", bearer(new PlainJWT(good()).serialize())),
          argumentSet("without exp", bearer(signed(TestServer.SECRET, withoutExpiry()))),
          argumentSet("without sub", bearer(signed(TestServer.SECRET, withoutSubject()))));

  @ParameterizedTest
  @FieldSource("NO_CREDENTIALS")
  void refusesWhoProvesNothing(String headers) throws IOException {
    try (StompSocket stomp = StompSocket.open(server.port())) {
      stomp.send("CONNECT\naccept-version:1.2\n" + headers + "\n\n");

      assertRefused(stomp, "unauthenticated", 4401, "");
    }
  }

  @Test
  void saysThatATokenHasExpired() throws IOException {
    try (StompSocket stomp = StompSocket.open(server.port())) {
      String expired = bearer(TestServer.token("alice", inHours(-1)));
      stomp.send("CONNECT\naccept-version:1.2\n" + expired + "\n\n");

      assertRefused(stomp, "token-expired", 4401, "");
    }
  }

  static final List<Arguments> SIZES =
      List.of(
          argumentSet("a long token", 10_000, "unauthenticated", 4401),
          argumentSet("a token over the limit", 17_000, "too-large", 1009));

  @ParameterizedTest
  @FieldSource("SIZES")
  void readsAConnectOfAtMost16Kilobytes(int size, String code, int closeCode) throws IOException {
    try (StompSocket stomp = StompSocket.open(server.port())) {
      stomp.send("CONNECT\naccept-version:1.2\npasscode:" + "x".repeat(size) + "\n\n");

      assertRefused(stomp, code, closeCode, "");
    }
  }

  @Test
  void refusesWhatComesBeforeConnect() throws IOException {
    try (StompSocket stomp = StompSocket.open(server.port())) {
      stomp.send("SEND\ndestination:/topic/rooms.lobby\nreceipt:r1\n\nHello");

      StompSocket.Received error = assertRefused(stomp, "not-connected", 4400, "CONNECT");
      assertThat(error.header("receipt-id")).isEqualTo("r1");
    }
  }

  @Test
  void refusesASecondConnect() throws IOException {
    try (StompSocket stomp = StompSocket.connect(server.port(), "alice")) {
      stomp.send("CONNECT\naccept-version:1.2" + withAuthorization());

      assertRefused(stomp, "already-connected", 4400, "This connection has sent CONNECT.");
    }
  }

  @Test
  void closesWhoDoesNotConnectInTime() throws IOException {
    try (StompSocket silent = StompSocket.open(server.port());
        StompSocket halfway = StompSocket.open(server.port());
        StompSocket beating = StompSocket.open(server.port())) {
      halfway.webSocket().text("CONNECT\naccept-version:1.2" + withAuthorization());
      beating.webSocket().text("\n");

      assertThat(silent.readClose().closeCode()).isEqualTo(4408);
      assertThat(halfway.readClose().closeCode()).isEqualTo(4408);
      assertThat(beating.readClose().closeReason()).isEqualTo("no CONNECT in time");
    }
  }

  @Test
  void repeatsNoCredentialToAnybody() throws IOException {
    String token = TestServer.token("alice");
    String credentials = "Authorization:Bearer " + token + "\nlogin:alice\npasscode:" + token;
    try (StompSocket alice = StompSocket.connect(server.port(), "alice", credentials);
        StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      bob.subscribe("1", "/topic/rooms.lobby");

      alice.send("SEND\ndestination:/topic/rooms.lobby\nreceipt:r1\n" + credentials + "\n\nHello");
      StompSocket.Received message = bob.read();
      StompSocket.Received receipt = alice.read();
      alice.send("SEND\ndestination:/nowhere\nreceipt:r2\n" + credentials + "\n\nHello");
      StompSocket.Received error = alice.read();

      assertThat(message.headers()).doesNotContainKeys("Authorization", "passcode");
      assertThat(List.of(message, receipt, error).toString()).doesNotContain(token);
    }
  }

  private static StompSocket.Received assertRefused(
      StompSocket stomp, String code, int closeCode, String sentence) throws IOException {
    StompSocket.Received error = stomp.read();
    assertThat(error.command()).isEqualTo("ERROR");
    assertThat(error.header("code")).isEqualTo(code);
    assertThat(error.body()).contains(sentence);
    assertThat(stomp.readClose().closeCode()).isEqualTo(closeCode);
    return error;
  }

  private static String withAuthorization() {
    return "\n" + AUTHORIZATION + "\n\n";
  }

  private static String bearer(String token) {
    return "Authorization:Bearer " + token;
  }

  private static Instant inHours(int hours) {
    return Instant.now().plus(Duration.ofHours(hours));
  }

  private static JWTClaimsSet good() {
    return new JWTClaimsSet.Builder()
        .subject("alice")
        .expirationTime(Date.from(inHours(1)))
        .build();
  }

  private static JWTClaimsSet withoutExpiry() {
    return new JWTClaimsSet.Builder().subject("alice").build();
  }

  private static JWTClaimsSet withoutSubject() {
    return new JWTClaimsSet.Builder().expirationTime(Date.from(inHours(1))).build();
  }

  private static String signed(String secret, JWTClaimsSet claims) {
    try {
      SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
      token.sign(new MACSigner(secret));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The token with the claims of another one under its signature.
  private static String changed(String token) {
    String[] parts = token.split("\\.", -1);
    String[] others = TestServer.token("mallory").split("\\.", -1);
    return parts[0] + "." + others[1] + "." + parts[2];
  }
}
