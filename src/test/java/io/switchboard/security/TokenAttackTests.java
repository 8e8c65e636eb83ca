package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tokens that prove nothing, and tokens of every size, wherever a token can be shown.
class TokenAttackTests {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("switchboard.auth.jwt.audiences=chat");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  record Bad(String name, String token, String code) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Bad> badTokens() {
    String good = signed(claims().build());
    String none = new PlainJWT(claims().build()).serialize();
    String[] bob = signed(claims().subject("bob").build()).split("\\.", -1);
    return Stream.of(
        new Bad(
            "expired",
            signed(claims().expirationTime(Date.from(Instant.now().minusSeconds(1))).build()),
            "token-expired"),
        bad("another's claims", good.split("\\.", -1)[0] + "." + bob[1] + "." + third(good)),
        bad("no signature", good.substring(0, good.lastIndexOf('.') + 1)),
        bad("alg none", none),
        bad("alg none with a signature", none + third(good)),
        bad("no exp", signed(claims().expirationTime(null).build())),
        bad("another audience", signed(claims().audience("mail").build())),
        bad("no audience", signed(claims().audience((String) null).build())),
        bad("no token", "x"),
        bad("a key", "sbk_" + "0".repeat(60)));
  }

  private static Bad bad(String name, String token) {
    return new Bad(name, token, "unauthenticated");
  }

  private static String third(String token) {
    return token.substring(token.lastIndexOf('.') + 1);
  }

  @ParameterizedTest
  @MethodSource("badTokens")
  void letsNobodyInByConnect(Bad bad) throws IOException {
    for (String header : new String[] {"Authorization:Bearer ", "passcode:"}) {
      try (StompSocket client = StompSocket.open(server.port())) {
        client.send("CONNECT\naccept-version:1.2\n" + header + bad.token() + "\n\n");

        Received error = client.read();
        assertThat(error.header("code")).isEqualTo(bad.code());
        Disclosure.assertNone(error.toString());
        assertThat(error.toString()).doesNotContain(bad.token() + "\n");
        assertThat(client.readClose().closeCode()).isEqualTo(4401);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("badTokens")
  void letsNobodyInByTheHandshake(Bad bad) throws IOException {
    String bearer = "Bearer " + bad.token();
    String handshake = RawWebSocket.handshake(server.port(), "/ws", "Authorization: " + bearer);
    try (RawWebSocket socket = RawWebSocket.request(server.port(), handshake)) {
      assertThat(socket.status()).isEqualTo(401);
      assertThat(socket.header("WWW-Authenticate")).startsWith("Bearer");
      Disclosure.assertNone(socket.body());
    }
    SockJsHttp session = SockJsHttp.session(server.port(), "Authorization", bearer);
    assertThat(session.poll().statusCode()).isEqualTo(401);
    String api = "/api/v1/policies/rooms.lobby";
    assertThat(SockJsHttp.get(server.port(), api, "Authorization", bearer).statusCode())
        .isEqualTo(401);
  }

  @Test
  void takesATokenOf3KilobytesEverywhere() throws IOException {
    String token = ofBytes(3 * 1024);
    String bearer = "Authorization: Bearer " + token;

    assertThat(connect(token).command()).isEqualTo("CONNECTED");
    RawWebSocket.open(server.port(), "/ws", bearer).close();
    try (StompSocket alice = StompSocket.open(server.port())) {
      alice.send(connectFrame(token));
      assertThat(alice.read().command()).isEqualTo("CONNECTED");
      alice.send("SEND\ndestination:/session/token\nreceipt:r\n\n" + ofBytes(3 * 1024));
      assertThat(alice.read().header("receipt-id")).isEqualTo("r");
    }
  }

  @Test
  void refusesATokenOf20KilobytesAndLivesOn() throws IOException {
    String token = ofBytes(20 * 1024);
    try (StompSocket client = StompSocket.open(server.port());
        RawWebSocket handshake =
            RawWebSocket.request(
                server.port(),
                RawWebSocket.handshake(server.port(), "/ws", "Authorization: Bearer " + token))) {
      client.send(connectFrame(token));

      Received error = client.read();
      assertThat(error.header("code")).isEqualTo("too-large");
      Disclosure.assertNone(error.toString());
      assertThat(client.readClose().closeCode()).isEqualTo(1009);
      assertThat(handshake.status()).isEqualTo(431);
      Disclosure.assertNone(handshake.response() + handshake.body());
    }
    assertThat(connect(ofBytes(300)).command()).isEqualTo("CONNECTED");
  }

  private static Received connect(String token) throws IOException {
    try (StompSocket client = StompSocket.open(server.port())) {
      client.send(connectFrame(token));
      return client.read();
    }
  }

  private static String connectFrame(String token) {
    return "CONNECT\naccept-version:1.2\nAuthorization:Bearer " + token + "\n\n";
  }

  /// A token of about that size.
  private static String ofBytes(int bytes) {
    String padding = "x".repeat(Math.max(0, bytes - 250) * 3 / 4);
    String token =
        TestServer.token(
            "alice", Instant.now().plusSeconds(600), Map.of("aud", "chat", "groups", padding));
    assertThat(token.length()).isBetween(bytes - 150, bytes + 150);
    return token;
  }

  private static String signed(JWTClaimsSet claims) {
    return TestServer.signed(claims);
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .subject("alice")
        .audience("chat")
        .expirationTime(Date.from(Instant.now().plusSeconds(600)));
  }
}
