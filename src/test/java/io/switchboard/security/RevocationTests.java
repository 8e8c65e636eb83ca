package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SignIn;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A laptop is stolen; whoever has it has its tokens, its cookie, its open connections.
class RevocationTests {

  private static final Set<SockJsTransport> OVER_HTTP =
      EnumSet.complementOf(EnumSet.of(SockJsTransport.WEBSOCKET));

  private static TestServer server;
  private static Revocations revocations;

  @BeforeAll
  static void start() {
    server = TestServer.start("spring.profiles.active=demo");
    revocations = server.bean(Revocations.class);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void closesEveryConnectionOfTheUserOnEveryTransport() throws IOException {
    Map<SockJsTransport, SockJsStomp> fallbacks = new HashMap<>();
    for (SockJsTransport transport : SockJsTransport.values()) {
      fallbacks.put(transport, SockJsStomp.connect(server.port(), transport, "anna"));
    }
    StompSocket socket = StompSocket.connect(server.port(), "anna");
    StompSocket bob = StompSocket.connect(server.port(), "bob-anna");

    int closed = revocations.revokeUser("anna");

    assertThat(closed).isEqualTo(SockJsTransport.values().length + 1);
    assertThat(socket.readClose().closeCode()).isEqualTo(4401);
    for (SockJsStomp fallback : fallbacks.values()) {
      assertThat(fallback.readClose().code()).isEqualTo(4401);
      fallback.close();
    }
    bob.subscribe("1", "/topic/rooms.lobby"); // is not disturbed
    bob.close();
    socket.close();
  }

  @Test
  void keepsTheOldTokenOutAndLetsANewOneIn() throws IOException {
    String old = token("berta", Instant.now());

    revocations.revokeUser("berta");

    assertThat(connect(old)).isEqualTo("unauthenticated");
    assertThat(handshake("Authorization: Bearer " + old)).isEqualTo(401);
    assertThat(connect(token("berta", null))).isEqualTo("unauthenticated");
    assertThat(connect(token("berta", Instant.now().plusSeconds(2)))).isEqualTo("CONNECTED");
    assertThat(connect(token("bob-berta", Instant.now()))).isEqualTo("CONNECTED");
  }

  /// A clock is ahead of this server's, so that the token seems to have been issued after all this.
  @Test
  void keepsATokenOutThatIsOfLaterThanNow() throws IOException {
    String stolen = token("heidi", in(30));
    StompSocket victim = connected(stolen);

    assertThat(revocations.revokeUser("heidi")).isEqualTo(1);

    assertThat(victim.readClose().closeCode()).isEqualTo(4401);
    assertThat(connect(stolen)).isEqualTo("unauthenticated");
    assertThat(handshake("Authorization: Bearer " + stolen)).isEqualTo(401);
    assertThat(connect(token("heidi", in(31)))).isEqualTo("CONNECTED");
    victim.close();
  }

  @Test
  void keepsTheCookieOutUntilTheUserSignsInAgain() throws IOException, InterruptedException {
    String old = SignIn.cookie(server.port(), "alice");
    assertThat(handshake("Cookie: " + old)).isEqualTo(101);

    revocations.revokeUser("alice");

    assertThat(handshake("Cookie: " + old)).isEqualTo(401);
    awaitNextSecond();
    assertThat(handshake("Cookie: " + SignIn.cookie(server.port(), "alice"))).isEqualTo(101);
  }

  @Test
  void closesWhatTheCookieOpenedAndLetsItOpenNothing() throws Exception {
    String stolen = SignIn.cookie(server.port(), "bob");
    String origin = "Origin: http://localhost:" + server.port();
    List<SockJsStomp> fallbacks = new ArrayList<>();
    for (SockJsTransport transport : OVER_HTTP) {
      SockJsStomp stomp = SockJsStomp.begin(SockJsHttp.signedIn(server.port(), stolen), transport);
      assertThat(stomp.frame()).isEqualTo("o");
      stomp.send("CONNECT\naccept-version:1.2\n\n");
      assertThat(stomp.read().header("user-name")).isEqualTo("bob");
      fallbacks.add(stomp);
    }
    StompSocket socket =
        new StompSocket(RawWebSocket.open(server.port(), "/ws", "Cookie: " + stolen, origin));
    socket.send("CONNECT\naccept-version:1.2\n\n");
    assertThat(socket.read().header("user-name")).isEqualTo("bob");

    assertThat(revocations.revokeUser("bob")).isEqualTo(OVER_HTTP.size() + 1);

    assertThat(socket.readClose().closeCode()).isEqualTo(4401);
    for (SockJsStomp fallback : fallbacks) {
      assertThat(fallback.readClose().code()).isEqualTo(4401);
      fallback.close();
    }
    socket.close();
    assertOpensNothing("Cookie", stolen, "Origin", "http://127.0.0.1:" + server.port());
  }

  /// No poll is open when it happens; the next one shows what is void by then.
  @Test
  void tellsWhoPollsWithTheTokenThatWasTakenBack() throws IOException {
    String bearer = "Bearer " + token("hilda", Instant.now());
    SockJsHttp session = SockJsHttp.session(server.port(), "Authorization", bearer);
    try (SockJsStomp stomp = SockJsStomp.begin(session, SockJsTransport.XHR_POLLING)) {
      assertThat(stomp.frame()).isEqualTo("o");
      stomp.send("CONNECT\naccept-version:1.2\n\n");
      assertThat(stomp.read().header("user-name")).isEqualTo("hilda");

      assertThat(revocations.revokeUser("hilda")).isEqualTo(1);

      assertThat(stomp.readClose().code()).isEqualTo(4401);
    }
  }

  @Test
  void letsTheOldTokenOpenNothing() throws IOException {
    String stolen = token("greta", Instant.now());

    revocations.revokeUser("greta");

    assertOpensNothing("Authorization", "Bearer " + stolen);
    for (SockJsTransport transport : OVER_HTTP) { // and shown in CONNECT, as pages do
      SockJsStomp stomp = SockJsStomp.begin(SockJsHttp.session(server.port()), transport);
      assertThat(stomp.frame()).isEqualTo("o");
      stomp.send("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + stolen + "\n\n");
      assertThat(stomp.read().header("code")).isEqualTo("unauthenticated");
      stomp.close();
    }
  }

  /// Nobody may use the path of the API, but who they are is asked first.
  private static void assertOpensNothing(String... headers) throws IOException {
    for (SockJsTransport transport : OVER_HTTP) {
      SockJsHttp session = SockJsHttp.session(server.port(), headers);
      assertThat(session.stream(transport).statusCode()).as(transport.path()).isEqualTo(401);
    }
    String api = "/api/v1/policies/rooms.lobby";
    assertThat(SockJsHttp.get(server.port(), api, headers).statusCode()).isEqualTo(401);
    assertThat(handshake(headers[0] + ": " + headers[1])).isEqualTo(401);
  }

  @Test
  void takesBackOneTokenByItsId() throws IOException {
    String stolen = TestServer.token("clara", in(60), Map.of("jti", "t-1"));
    String other = TestServer.token("clara", in(60), Map.of("jti", "t-2"));
    StompSocket victim = connected(stolen);
    StompSocket bystander = connected(other);

    assertThat(revocations.revokeToken("t-1")).isEqualTo(1);

    assertThat(victim.readClose().closeCode()).isEqualTo(4401);
    assertThat(connect(stolen)).isEqualTo("unauthenticated");
    assertThat(connect(other)).isEqualTo("CONNECTED");
    bystander.subscribe("1", "/topic/rooms.lobby");
    victim.close();
    bystander.close();
  }

  @Test
  void takesBackOneSessionAndItsToken() throws IOException {
    String token = TestServer.token("dora", in(60));
    StompSocket victim = StompSocket.open(server.port());
    victim.send("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + token + "\n\n");
    String session = victim.read().header("session");

    assertThat(revocations.revokeSession("another")).isZero();
    assertThat(revocations.revokeSession(session)).isEqualTo(1);

    assertThat(victim.readClose().closeCode()).isEqualTo(4401);
    assertThat(connect(token)).isEqualTo("unauthenticated");
    victim.close();
  }

  @Test
  void letsNoRenewalBringItBack() throws IOException {
    StompSocket alice = StompSocket.connect(server.port(), "emma");
    String fresh = token("emma", Instant.now());

    revocations.revokeUser("emma");
    alice.send("SEND\ndestination:/session/token\nreceipt:r\n\n" + fresh);

    assertThat(alice.readClose().closeCode()).isEqualTo(4401);
    alice.close();
  }

  @Test
  void keepsNothingOfConnectionsThatEnded() throws IOException {
    Connections connections = server.bean(Connections.class);
    for (int i = 0; i < 20; i++) {
      StompSocket.connect(server.port(), "alice").close();
    }
    StompSocket.connect(server.port(), "last").send("DISCONNECT\n\n");

    long deadline = System.nanoTime() + 15_000_000_000L;
    while (!connections.all().isEmpty() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(connections.all()).isEmpty();
  }

  private static String token(String user, @Nullable Instant issued) {
    var claims = new JWTClaimsSet.Builder().subject(user).expirationTime(Date.from(in(600)));
    if (issued != null) {
      claims.issueTime(Date.from(issued));
    }
    return TestServer.signed(claims.build());
  }

  private static Instant in(int seconds) {
    return Instant.now().plusSeconds(seconds);
  }

  private static StompSocket connected(String token) throws IOException {
    StompSocket client = StompSocket.open(server.port());
    client.send("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + token + "\n\n");
    assertThat(client.read().command()).isEqualTo("CONNECTED");
    return client;
  }

  /// What CONNECT is answered with: `CONNECTED` or the code of the refusal.
  private static String connect(String token) throws IOException {
    try (StompSocket client = StompSocket.open(server.port())) {
      client.send("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + token + "\n\n");
      StompSocket.Received answer = client.read();
      return answer.command().equals("CONNECTED") ? "CONNECTED" : answer.header("code");
    }
  }

  private static int handshake(String header) throws IOException {
    int port = server.port();
    String origin = "Origin: http://localhost:" + port;
    try (RawWebSocket socket =
        RawWebSocket.request(port, RawWebSocket.handshake(port, "/ws", header, origin))) {
      return socket.status();
    }
  }

  /// Times are compared in whole seconds, as tokens have them.
  private static void awaitNextSecond() {
    long second = Instant.now().getEpochSecond();
    while (Instant.now().getEpochSecond() <= second) {
      Thread.onSpinWait();
    }
  }
}
