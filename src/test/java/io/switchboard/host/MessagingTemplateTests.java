package io.switchboard.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.SimpMessagingTemplate;

/// What an application sends by itself, with Spring's template.
class MessagingTemplateTests {

  private static TestServer server;
  private static SimpMessagingTemplate template;

  @BeforeAll
  static void start() {
    server = TestServer.startHost(new Class<?>[] {Host.class});
    template = server.bean(SimpMessagingTemplate.class);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  record Price(String symbol, double value) {}

  @Test
  void publishesToAChannel() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("a", "/topic/prices.gold");
      alice.subscribe("b", "/topic/prices.*");

      template.convertAndSend(
          "/topic/prices.gold", new Price("XAU", 4100.5), Map.of("colour", "yellow"));

      Received one = alice.read();
      Received other = alice.read();
      assertThat(one.body()).isEqualTo("{\"symbol\":\"XAU\",\"value\":4100.5}");
      assertThat(one.headers())
          .containsEntry("content-type", "application/json")
          .containsEntry("colour", "yellow")
          .containsKey("message-id")
          .doesNotContainKey("publisher");
      assertThat(other.body()).isEqualTo(one.body());
      assertThat(other.header("message-id")).isEqualTo(one.header("message-id"));
    }
  }

  @Test
  void keepsItsOwnHeadersToItself() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("a", "/topic/prices.gold");

      template.convertAndSend(
          "/topic/prices.gold", "x", Map.of("publisher", "mallory", "message-id", "1"));

      Received message = alice.read();
      assertThat(message.headers()).doesNotContainKey("publisher");
      assertThat(message.header("message-id")).isNotEqualTo("1");
    }
  }

  @Test
  void publishesTextAndBytes() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("a", "/topic/prices.gold");

      template.convertAndSend("/topic/prices.gold", "안녕");
      template.convertAndSend("/topic/prices.gold", Base64.getDecoder().decode("/w=="));

      assertThat(alice.read().body()).isEqualTo("안녕");
      assertThat(alice.read().header("content-length")).isEqualTo("1");
    }
  }

  @Test
  void reachesAllSessionsOfAUser() throws IOException {
    try (StompSocket one = connect("alice");
        StompSocket other = connect("alice");
        StompSocket bob = connect("bob")) {
      one.subscribe("n", "/user/queue/news");
      other.subscribe("n", "/user/queue/news");
      bob.subscribe("n", "/user/queue/news");

      template.convertAndSendToUser("alice", "/queue/news", "for alice");

      assertThat(one.read().body()).isEqualTo("for alice");
      assertThat(other.read().body()).isEqualTo("for alice");
      assertNothingWaits(bob);
    }
  }

  @Test
  void reachesAllSessionsWithRepliesWhereNoMessageIsBeingHandled() throws IOException {
    try (StompSocket one = connect("alice");
        StompSocket other = connect("alice")) {
      one.subscribe("n", "/user/queue/replies");
      other.subscribe("n", "/user/queue/replies");

      template.convertAndSendToUser("alice", "/queue/replies", "for alice");

      assertThat(one.read().body()).isEqualTo("for alice");
      assertThat(other.read().body()).isEqualTo("for alice");
    }
  }

  @Test
  void reachesOneSessionByItsId() throws IOException {
    try (StompSocket other = connect("alice");
        StompSocket one = StompSocket.open(server.port())) {
      one.send(
          "CONNECT\naccept-version:1.2\nhost:localhost\nAuthorization:Bearer "
              + TestServer.token("alice")
              + "\n\n");
      String session = one.read().header("session");
      one.subscribe("n", "/user/queue/news");
      other.subscribe("n", "/user/queue/news");

      SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create(SimpMessageType.MESSAGE);
      headers.setSessionId(session);
      headers.setLeaveMutable(true);
      template.convertAndSendToUser("alice", "/queue/news", "for one", headers.getMessageHeaders());

      assertThat(one.read().body()).isEqualTo("for one");
      assertNothingWaits(other);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b",
        "a/queue/news",
        "/",
        "queue",
        "user",
        "alice@example.com",
        "DOMAIN\\alice",
        "Zoë 김",
        "a.b.*.#",
        "100%",
        "x y: z"
      })
  void reachesUsersOfAnyName(String name) throws IOException {
    try (StompSocket one = connect(name);
        StompSocket alice = connect("alice")) {
      one.subscribe("n", "/user/queue/news");
      alice.subscribe("n", "/user/queue/news");

      template.convertAndSendToUser(name, "/queue/news", "for " + name);

      assertThat(one.read().body()).isEqualTo("for " + name);
      assertNothingWaits(alice);
    }
  }

  @Test
  void sendsNothingToWhoIsNotThere() {
    template.convertAndSendToUser("nobody", "/queue/news", "for nobody");
    template.convertAndSend("/topic/nobody.listens", "for nobody");
  }

  /// Or one message would end the connection of all who subscribed, as if they were slow.
  @ParameterizedTest
  @CsvSource({"false, 524288, 0", "true, 524288, 0", "false, 0, 524288"})
  void isToldWhereNoClientCouldBeSentAMessage(boolean toUser, int bodyBytes, int headerBytes)
      throws IOException {
    Map<String, Object> headers = Map.of("x", "x".repeat(headerBytes));
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("a", toUser ? "/user/queue/news" : "/topic/prices.gold");

      assertThatThrownBy(() -> send(toUser, "x".repeat(bodyBytes + 1), headers))
          .isInstanceOf(MessageDeliveryException.class)
          .hasMessageContaining("switchboard.limits.outbox");

      assertNothingWaits(alice);
    }
  }

  @Test
  void sendsWhatIsHalfOfWhatMayWait() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("a", "/user/queue/news");

      send(true, "x".repeat(500_000), Map.of());

      assertThat(alice.read().body()).hasSize(500_000);
      assertNothingWaits(alice);
    }
  }

  private static void send(boolean toUser, String body, Map<String, Object> headers) {
    if (toUser) {
      template.convertAndSendToUser("alice", "/queue/news", body, headers);
    } else {
      template.convertAndSend("/topic/prices.gold", body, headers);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/topic/", "/topic/a..b", "/topic/a b", "/queue/work", "prices", "/app/x"})
  void isToldWhereADestinationIsNone(String destination) {
    assertThatThrownBy(() -> template.convertAndSend(destination, "x"))
        .isInstanceOf(MessageDeliveryException.class);
  }

  private static void assertNothingWaits(StompSocket stomp) throws IOException {
    stomp.send("SEND\ndestination:/topic/nothing\nreceipt:nothing\n\n");
    assertThat(stomp.read().header("receipt-id")).isEqualTo("nothing");
  }

  private static StompSocket connect(String user) throws IOException {
    return StompSocket.connect(server.port(), user);
  }
}
