package io.switchboard.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the methods of an application's controller return, and who gets it.
class ControllerTests {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.startHost(new Class<?>[] {Host.class, Greetings.class});
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void publishWhatTheyReturn() throws IOException {
    try (StompSocket alice = connect("alice");
        StompSocket bob = connect("bob")) {
      alice.subscribe("a", "/topic/greetings.lobby");

      bob.send("SEND\ndestination:/app/greet.lobby\nreceipt:r\n\nCarol");

      Received message = alice.read();
      assertThat(message.body()).isEqualTo("bob greets Carol in lobby");
      assertThat(message.header("destination")).isEqualTo("/topic/greetings.lobby");
      assertThat(message.header("subscription")).isEqualTo("a");
      assertThat(message.headers()).doesNotContainKey("publisher");
      assertThat(bob.read().header("receipt-id")).isEqualTo("r");
    }
  }

  @Test
  void publishUnderTheirOwnNameWhereTheyGiveNone() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("a", "/topic/by-default");

      alice.publish("/app/by-default", "x");

      assertThat(alice.read().body()).isEqualTo("x");
    }
  }

  @Test
  void takeAndGiveJsonAndHeaders() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("a", "/topic/birthdays");

      alice.send(
          "SEND\ndestination:/app/birthday\ncontent-type:application/json\nyears:2\n\n"
              + "{\"name\":\"Ada\",\"age\":36}");

      Received message = alice.read();
      assertThat(message.body()).isEqualTo("{\"name\":\"Ada\",\"age\":38}");
      assertThat(message.header("content-type")).isEqualTo("application/json");
      assertThat(message.headers()).doesNotContainKey("years");
    }
  }

  @Test
  void reachAllSessionsOfTheUserAndNobodyElse() throws IOException {
    try (StompSocket one = connect("alice");
        StompSocket other = connect("alice");
        StompSocket bob = connect("bob")) {
      one.subscribe("n", "/user/queue/news");
      other.subscribe("m", "/user/queue/news");
      bob.subscribe("n", "/user/queue/news");

      one.publish("/app/all", "for alice");

      Received message = one.read();
      assertThat(message.body()).isEqualTo("for alice");
      assertThat(message.header("destination")).isEqualTo("/user/queue/news");
      assertThat(message.header("subscription")).isEqualTo("n");
      assertThat(other.read().body()).isEqualTo("for alice");
      assertNothingWaits(bob);
    }
  }

  @Test
  void reachTheOneSessionThatAskedWhereTheyDoNotBroadcast() throws IOException {
    try (StompSocket one = connect("alice");
        StompSocket other = connect("alice")) {
      one.subscribe("n", "/user/queue/news");
      other.subscribe("n", "/user/queue/news");

      one.send("SEND\ndestination:/app/one\nreceipt:r\n\nfor one");

      assertThat(one.read().body()).isEqualTo("for one");
      assertThat(one.read().header("receipt-id")).isEqualTo("r");
      assertNothingWaits(other);
    }
  }

  @Test
  void replyToTheOneSessionThatAsked() throws IOException {
    try (StompSocket one = connect("alice");
        StompSocket other = connect("alice")) {
      one.subscribe("n", "/user/queue/replies");
      other.subscribe("n", "/user/queue/replies");

      one.send("SEND\ndestination:/app/reply\nreceipt:r\n\nfor one");

      assertThat(one.read().body()).isEqualTo("for one");
      assertThat(one.read().header("receipt-id")).isEqualTo("r");
      assertNothingWaits(other);
    }
  }

  @Test
  void tellAnotherUserOnAllTheirSessions() throws IOException {
    try (StompSocket alice = connect("alice");
        StompSocket one = connect("bob");
        StompSocket other = connect("bob")) {
      alice.subscribe("n", "/user/queue/replies");
      one.subscribe("n", "/user/queue/replies");
      other.subscribe("n", "/user/queue/replies");

      alice.send("SEND\ndestination:/app/tell.bob\nreceipt:r\n\nfrom alice");

      assertThat(alice.read().header("receipt-id")).isEqualTo("r");
      assertThat(one.read().body()).isEqualTo("from alice");
      assertThat(other.read().body()).isEqualTo("from alice");
    }
  }

  @Test
  void answerASubscriptionOnceAndForItAlone() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.send("SUBSCRIBE\nid:p\ndestination:/app/people\nreceipt:r\n\n");

      Received message = alice.read();
      assertThat(message.command()).isEqualTo("MESSAGE");
      assertThat(message.body()).isEqualTo("{\"name\":\"Ada\",\"age\":36}");
      assertThat(message.headers())
          .containsEntry("subscription", "p")
          .containsEntry("destination", "/app/people")
          .containsEntry("content-type", "application/json")
          .containsKey("message-id");
      assertThat(alice.read().header("receipt-id")).isEqualTo("r");
      assertNothingWaits(alice);
    }
  }

  /// What was sent before is not read yet: it would come before the receipt.
  private static void assertNothingWaits(StompSocket stomp) throws IOException {
    stomp.send("SEND\ndestination:/topic/nothing\nreceipt:nothing\n\n");
    assertThat(stomp.read().header("receipt-id")).isEqualTo("nothing");
  }

  private static StompSocket connect(String user) throws IOException {
    return StompSocket.connect(server.port(), user);
  }
}
