package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchboard.policy.ChannelAuthorizer;
import io.switchboard.policy.Verdict;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.simp.user.SimpSubscription;
import org.springframework.messaging.simp.user.SimpUserRegistry;

/// A connection outlives its token by showing another.
class TokenRenewalTests {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            "switchboard.auth.expiry-grace=0s",
            "switchboard.channels.all.subscribe=granted",
            "switchboard.channels.all.publish=granted");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void goesOnWithANewTokenOfTheSameUser() throws IOException {
    try (StompSocket alice = connect(token("alice", 3600, "news"))) {
      alice.subscribe("1", "/topic/news");

      renew(alice, token("alice", 7200, "news", "sport"));

      assertThat(alice.read().header("receipt-id")).isEqualTo("renewed");
      alice.subscribe("2", "/topic/sport");
      publish("news", "still there");
      assertThat(alice.read().body()).isEqualTo("still there");
    }
  }

  /// Spring's client, for one, sends the headers of its handshake with each request.
  @Test
  void goesOnOverHttpThoughTheTokenOfItsRequestsIsVoid() throws IOException {
    Instant end = Instant.now().plusSeconds(60);
    Map<String, Object> old = Map.of("jti", "old", "channels", List.of("news"));
    String bearer = "Bearer " + TestServer.token("alice", end, old);
    SockJsHttp session = SockJsHttp.session(server.port(), "Authorization", bearer);
    try (SockJsStomp alice = SockJsStomp.begin(session, SockJsTransport.XHR_POLLING)) {
      assertThat(alice.frame()).isEqualTo("o");
      alice.send("CONNECT\naccept-version:1.2\n\n");
      assertThat(alice.read().header("user-name")).isEqualTo("alice");
      alice.send("SEND\ndestination:/session/token\nreceipt:r\n\n" + token("alice", 3600, "news"));
      assertThat(alice.read().header("receipt-id")).isEqualTo("r");

      assertThat(server.bean(Revocations.class).revokeToken("old")).isZero();

      alice.subscribe("1", "/topic/news");
      SockJsHttp another = SockJsHttp.session(server.port(), "Authorization", bearer);
      assertThat(another.poll().statusCode()).isEqualTo(401);
    }
  }

  @Test
  void endsAndTellsWhatTheNewTokenDoesNotGrant() throws IOException {
    try (StompSocket alice = connect(token("alice", 3600, "news", "sport"))) {
      alice.subscribe("e", "/user/queue/errors");
      alice.subscribe("1", "/topic/news");
      alice.subscribe("2", "/topic/sport");

      renew(alice, token("alice", 3600, "news"));

      Received told = alice.read();
      assertThat(told.header("subscription-id")).isEqualTo("2");
      assertThat(told.header("code")).isEqualTo("forbidden");
      assertThat(alice.read().header("receipt-id")).isEqualTo("renewed");
      publish("sport", "lost");
      publish("news", "kept");
      assertThat(alice.read().body()).isEqualTo("kept");
    }
  }

  /// Its messages would be missing without a word.
  @Test
  void closesWhereNobodyListensForWhatTheNewTokenDoesNotGrant() throws IOException {
    try (StompSocket alice = connect(token("alice", 3600, "news", "sport"))) {
      alice.subscribe("1", "/topic/news");
      alice.subscribe("2", "/topic/sport");

      renew(alice, token("alice", 3600, "news"));

      RawWebSocket.Frame close = alice.readClose();
      assertThat(close.closeCode()).isEqualTo(4401);
      assertThat(close.closeReason()).isEqualTo("the new token allows less: reconnect with it");
    }
  }

  @Test
  void takesWhatTheNewTokenDoesNotGrantOutOfTheRegistryOfUsers() throws IOException {
    try (StompSocket alice = connect(token("alice", 3600, "news", "sport"))) {
      alice.subscribe("e", "/user/queue/errors");
      alice.subscribe("1", "/topic/news");
      alice.subscribe("2", "/topic/sport");

      renew(alice, token("alice", 3600, "news"));
      alice.read();
      assertThat(alice.read().header("receipt-id")).isEqualTo("renewed");

      await()
          .atMost(Duration.ofSeconds(15))
          .untilAsserted(() ->
              assertThat(server.bean(SimpUserRegistry.class).findSubscriptions(any -> true))
                  .extracting(SimpSubscription::getDestination)
                  .contains("/topic/news")
                  .doesNotContain("/topic/sport"));
    }
  }

  @Test
  void takesTheSameTokenAndNotTwoInASecond() throws IOException {
    String token = token("alice", 3600, "news");
    try (StompSocket alice = connect(token)) {
      alice.subscribe("e", "/user/queue/errors");

      renew(alice, token);
      renew(alice, token);

      assertThat(alice.read().command()).isEqualTo("RECEIPT");
      Received refused = alice.read();
      assertThat(refused.header("code")).isEqualTo("rate-limited");
      assertThat(refused.header("retry-after")).isEqualTo("1");
    }
  }

  @Test
  void endsWhatABeanCannotDecide() throws IOException {
    AtomicBoolean broken = new AtomicBoolean();
    Class<?>[] application = {Deciding.class};
    try (TestServer decided =
        TestServer.startWith(application, "switchboard.channels.all.subscribe=bean:decider")) {
      decided.bean(Deciding.class).broken = broken;
      StompSocket alice = connect(decided.port(), token("alice", 3600));
      alice.subscribe("e", "/user/queue/errors");
      alice.subscribe("1", "/topic/news");
      broken.set(true);

      renew(alice, token("alice", 7200));

      Received told = alice.read();
      assertThat(told.header("subscription-id")).isEqualTo("1");
      assertThat(told.body()).doesNotContain("database");
      assertThat(alice.read().header("receipt-id")).isEqualTo("renewed");
      alice.close();
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Deciding {

    private volatile AtomicBoolean broken = new AtomicBoolean();

    @Bean
    ChannelAuthorizer decider() {
      return request -> {
        if (broken.get()) {
          throw new IllegalStateException("the database is down");
        }
        return Verdict.granted();
      };
    }
  }

  @Test
  void keepsTheOldTokenWhereTheNewOneIsAnotherUsers() throws IOException {
    try (StompSocket alice = connect(token("alice", 3600, "news"))) {
      alice.subscribe("e", "/user/queue/errors");
      alice.subscribe("1", "/topic/news");

      renew(alice, token("bob", 3600, "news", "sport"));

      assertThat(alice.read().header("code")).isEqualTo("forbidden");
      alice.send("SUBSCRIBE\nid:2\ndestination:/topic/sport\nreceipt:r\n\n");
      assertThat(alice.read().header("code")).isEqualTo("forbidden");
      publish("news", "still alice");
      assertThat(alice.read().body()).isEqualTo("still alice");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no token", "a.b.c", "sbk_0123456789012345678901234567890123456789"})
  void keepsTheOldTokenWhereTheNewOneProvesNothing(String token) throws IOException {
    try (StompSocket alice = connect(token("alice", 3600, "news"))) {
      alice.subscribe("e", "/user/queue/errors");

      renew(alice, token);

      Received refused = alice.read();
      assertThat(refused.header("code")).isEqualTo("unauthenticated");
      assertThat(refused.header("receipt-id")).isEqualTo("renewed");
      alice.subscribe("1", "/topic/news");
    }
  }

  @Test
  void neverPassesTheTokenOn() throws IOException {
    try (StompSocket alice = connect(token("alice", 3600, "#"))) {
      alice.send("SUBSCRIBE\nid:1\ndestination:/session/token\nreceipt:r\n\n");

      assertThat(alice.read().command()).isEqualTo("ERROR");
    }
  }

  @Test
  void closesWithTheTokenGone() throws IOException {
    Instant soon = Instant.now().plusSeconds(5);
    try (StompSocket alice =
        connect(TestServer.token("alice", soon, Map.of("channels", List.of("news"))))) {
      alice.subscribe("1", "/topic/news");

      RawWebSocket.Frame close = alice.readClose();

      assertThat(close.closeCode()).isEqualTo(4401);
      assertThat(close.closeReason()).isEqualTo("the token has expired");
      assertThat(Instant.now()).isAfterOrEqualTo(soon.minusMillis(soon.toEpochMilli() % 1000));
    }
  }

  @Test
  void doesNotLetAnExpiredTokenIn() throws IOException {
    try (StompSocket late = StompSocket.open(server.port())) {
      late.send(
          "CONNECT\naccept-version:1.2\nAuthorization:Bearer "
              + token("alice", -5, "news")
              + "\n\n");

      assertThat(late.read().header("code")).isEqualTo("token-expired");
      assertThat(late.readClose().closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void refusesTheHandshakeOfAnExpiredToken() {
    assertThatThrownBy(() ->
            RawWebSocket.open(
                server.port(), "/ws", "Authorization: Bearer " + token("alice", -5, "news")))
        .hasMessageContaining("401");
  }

  private static void renew(StompSocket client, String token) throws IOException {
    client.send("SEND\ndestination:/session/token\nreceipt:renewed\n\n" + token);
  }

  private static void publish(String channel, String body) throws IOException {
    String token =
        TestServer.token(
            "publisher",
            Instant.now().plusSeconds(60),
            Map.of(
                "channels",
                List.of(Map.of("match", "#", "rights", List.of("publish", "subscribe")))));
    try (StompSocket publisher = connect(token)) {
      publisher.send("SEND\ndestination:/topic/" + channel + "\nreceipt:r\n\n" + body);
      assertThat(publisher.read().command()).isEqualTo("RECEIPT");
    }
  }

  private static String token(String user, int seconds, String... channels) {
    return TestServer.token(
        user, Instant.now().plusSeconds(seconds), Map.of("channels", List.of(channels)));
  }

  private static StompSocket connect(String token) throws IOException {
    return connect(server.port(), token);
  }

  private static StompSocket connect(int port, String token) throws IOException {
    StompSocket client = StompSocket.open(port);
    client.send("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + token + "\n\n");
    Received connected = client.read();
    assertThat(connected.command()).isEqualTo("CONNECTED");
    return client;
  }
}
