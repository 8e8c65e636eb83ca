package io.switchboard.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.testing.SpringClient;
import io.switchboard.testing.SpringClient.Frame;
import io.switchboard.testing.SpringClient.Inbox;
import io.switchboard.testing.SpringClient.Way;
import io.switchboard.testing.TestServer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.stomp.ConnectionLostException;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.user.SimpUserRegistry;
import org.springframework.web.socket.WebSocketHttpHeaders;

/// What an application sees that connects with Spring's `WebSocketStompClient`.
@ParameterizedClass(name = "{0}")
@EnumSource(Way.class)
class StompClientTests {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static TestServer server;

  private final Way way;

  StompClientTests(Way way) {
    this.way = way;
  }

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void isToldWhoItIsWhenItConnectsWithAToken() throws Exception {
    try (SpringClient alice = connect("alice")) {
      StompHeaders connected = alice.connected();

      assertThat(connected.getFirst("version")).isEqualTo("1.2");
      assertThat(connected.getFirst("user-name")).isEqualTo("alice");
      assertThat(connected.getFirst("session")).isNotBlank();
      assertThat(connected.getHeartbeat()).containsExactly(10_000, 10_000);
    }
  }

  @Test
  void isKnownByTheTokenOfItsHandshake() throws Exception {
    try (SpringClient alice = new SpringClient(server.port(), way)) {
      WebSocketHttpHeaders handshake = new WebSocketHttpHeaders();
      handshake.setBearerAuth(TestServer.token("alice"));

      alice.connect(handshake, new StompHeaders());

      assertThat(alice.connected().getFirst("user-name")).isEqualTo("alice");
    }
  }

  @Test
  void isRefusedWithoutACredential() throws Exception {
    try (SpringClient nobody = new SpringClient(server.port(), way)) {
      assertThatThrownBy(() -> nobody.connect(new WebSocketHttpHeaders(), new StompHeaders()))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(ConnectionLostException.class);

      assertThat(nobody.errors().next().header("code")).isEqualTo("unauthenticated");
    }
  }

  @Test
  void receivesWhatIsPublishedWhereItSubscribed() throws Exception {
    try (SpringClient alice = connect("alice");
        SpringClient bob = connect("bob")) {
      Inbox lobby = alice.subscribe("/topic/rooms.lobby");

      StompHeaders receipt = bob.send("/topic/rooms.lobby", "Hello");

      Frame message = lobby.next();
      assertThat(message.body()).isEqualTo("Hello");
      assertThat(message.headers().getDestination()).isEqualTo("/topic/rooms.lobby");
      assertThat(message.header("publisher")).isEqualTo("bob");
      assertPosition(receipt, message.headers().getMessageId());
    }
  }

  /// That the RECEIPT says where the message stands.
  void assertPosition(StompHeaders receipt, @Nullable String messageId) {
    assertThat(receipt.getFirst("position")).isNotNull().isEqualTo(messageId);
  }

  @Test
  void receivesEveryMessageInItsOrder() throws Exception {
    try (SpringClient alice = connect("alice");
        SpringClient bob = connect("bob")) {
      Inbox lobby = alice.subscribe("/topic/rooms.lobby");

      for (int i = 0; i < 200; i++) {
        send(bob, "/topic/rooms.lobby", Integer.toString(i));
      }

      for (int i = 0; i < 200; i++) {
        assertThat(lobby.next().body()).isEqualTo(Integer.toString(i));
      }
    }
  }

  @Test
  void carriesTextOfEveryKind() throws Exception {
    String text = "\"quotes\" \\ / \t 안녕 😀 \u2028 \u200c \ufffd <script>'&amp;'</script> \u0001";
    try (SpringClient alice = connect("alice")) {
      Inbox lobby = alice.subscribe("/topic/rooms.lobby");

      alice.send("/topic/rooms.lobby", text);

      assertThat(lobby.next().body()).isEqualTo(text);
    }
  }

  /// Of what takes two characters in SockJS's JSON.
  @Test
  void carriesTheLargestMessageThatIsAllowed() throws Exception {
    String text = "\"".repeat(64 * 1024);
    try (SpringClient alice = connect("alice")) {
      Inbox lobby = alice.subscribe("/topic/rooms.lobby");

      alice.send("/topic/rooms.lobby", text);

      assertThat(lobby.next().body()).isEqualTo(text);
    }
  }

  @Test
  void receivesNothingMoreOnceItHasUnsubscribed() throws Exception {
    try (SpringClient alice = connect("alice")) {
      Inbox other = alice.subscribe("/topic/rooms.other");
      Inbox lobby = new Inbox();
      var subscription = alice.session().subscribe("/topic/rooms.lobby", lobby);
      alice.receipt(subscription);

      subscription.unsubscribe();
      alice.send("/topic/rooms.lobby", "not for alice");
      alice.send("/topic/rooms.other", "for alice");

      assertThat(other.next().body()).isEqualTo("for alice");
      assertThat(lobby.isEmpty()).isTrue();
    }
  }

  @Test
  void receivesWhatIsForItsUser() throws Exception {
    try (SpringClient alice = connect("alice");
        SpringClient bob = connect("bob")) {
      Inbox ofAlice = alice.subscribe("/user/queue/news");
      Inbox ofBob = bob.subscribe("/user/queue/news");

      SimpMessagingTemplate template = server.bean(SimpMessagingTemplate.class);
      template.convertAndSendToUser("bob", "/queue/news", "for bob");
      template.convertAndSendToUser("alice", "/queue/news", "for alice");

      assertThat(ofAlice.next().body()).isEqualTo("for alice");
      assertThat(ofBob.next().body()).isEqualTo("for bob");
      assertThat(ofAlice.isEmpty()).isTrue();
      assertThat(ofBob.isEmpty()).isTrue();
    }
  }

  @Test
  void hearsOfARefusalWhereItListensForThemAndLivesOn() throws Exception {
    try (SpringClient alice = connect("alice")) {
      Inbox errors = alice.subscribe("/user/queue/errors");

      StompSession.Receiptable lost = send(alice, "/nowhere", "lost");

      Frame refusal = errors.next();
      assertThat(refusal.header("code")).isEqualTo("unknown-destination");
      assertThat(refusal.header("content-type")).isEqualTo("application/problem+json");
      assertThat(refusal.header("receipt-id")).isEqualTo(lost.getReceiptId());
      Inbox lobby = alice.subscribe("/topic/rooms.lobby");
      alice.send("/topic/rooms.lobby", "still here");
      assertThat(lobby.next().body()).isEqualTo("still here");
    }
  }

  @Test
  void isClosedWithAnErrorWhereItDoesNotListenForRefusals() throws Exception {
    try (SpringClient alice = connect("alice")) {
      send(alice, "/nowhere", "lost");

      assertThat(alice.errors().next().header("code")).isEqualTo("unknown-destination");
      assertThat(alice.lost()).isInstanceOf(ConnectionLostException.class);
    }
  }

  @Test
  void leavesNothingWhenItDisconnects() throws Exception {
    SimpUserRegistry users = server.bean(SimpUserRegistry.class);
    try (SpringClient carol = connect("carol")) {
      carol.subscribe("/topic/rooms.lobby");
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(users.getUser("carol")).isNotNull());

      carol.session().disconnect();

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(users.getUser("carol")).isNull());
      assertThat(server.bean(SwitchboardBroker.class).subscriptions()).isZero();
    }
  }

  private SpringClient connect(String user) throws Exception {
    return SpringClient.connect(server.port(), way, user);
  }

  private static StompSession.Receiptable send(
      SpringClient client, String destination, String body) {
    return client.session().send(destination, body.getBytes(UTF_8));
  }
}
