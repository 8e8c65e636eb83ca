package io.switchboard.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.testing.RabbitMq;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.annotation.SendToUser;
import org.springframework.stereotype.Controller;

/// Two servers that share a RabbitMQ.
class RelayTests {

  private static RabbitMq rabbit;
  private static TestServer one;
  private static TestServer other;

  @Controller
  static class Desk {

    @MessageMapping("ask")
    @SendToUser("/queue/replies")
    String ask(String question) {
      return "re: " + question;
    }

    @MessageMapping("tell")
    @SendToUser("/queue/news")
    String tell(String news) {
      return news;
    }

    @MessageMapping("whisper")
    @SendToUser(destinations = "/queue/news", broadcast = false)
    String whisper(String news) {
      return news;
    }
  }

  @BeforeAll
  static void start() {
    rabbit = RabbitMq.require();
    one = TestServer.startWith(new Class<?>[] {Desk.class}, rabbit.properties());
    other = TestServer.startWith(new Class<?>[] {Desk.class}, rabbit.properties());
  }

  @AfterAll
  static void stop() {
    if (one != null) {
      one.close();
    }
    if (other != null) {
      other.close();
    }
  }

  @Test
  void carriesAChannelFromServerToServer() throws IOException {
    try (StompSocket alice = connect(one, "alice");
        StompSocket bob = connect(other, "bob")) {
      alice.subscribe("a", "/topic/방.*");
      bob.subscribe("b", "/topic/방.lobby");

      bob.send("SEND\ndestination:/topic/방.lobby\ncolour:blue\n\nHello");

      Received message = alice.read();
      Received own = bob.read();
      assertThat(message.body()).isEqualTo("Hello");
      assertThat(message.headers())
          .containsEntry("destination", "/topic/방.lobby")
          .containsEntry("publisher", "bob")
          .containsEntry("colour", "blue")
          .containsEntry("message-id", own.header("message-id"))
          .containsOnlyKeys(
              "destination",
              "subscription",
              "message-id",
              "timestamp",
              "publisher",
              "colour",
              "content-length");
    }
  }

  /// RabbitMQ takes both for further routing keys, and ends a connection that has a text there.
  @ParameterizedTest
  @ValueSource(strings = {"CC", "BCC"})
  void carriesWhatNamesFurtherReceivers(String name) throws IOException {
    try (StompSocket alice = connect(one, "alice")) {
      alice.subscribe("a", "/topic/rooms.copies");

      alice.send("SEND\ndestination:/topic/rooms.copies\n" + name + ":rooms.b\n\nHello");

      assertThat(alice.read().body()).isEqualTo("Hello");
    }
  }

  @Test
  void reachesAUserOnAllServers() throws IOException {
    try (StompSocket here = connect(one, "alice");
        StompSocket there = connect(other, "alice");
        StompSocket bob = connect(other, "bob")) {
      here.subscribe("n", "/user/queue/news");
      there.subscribe("n", "/user/queue/news");
      bob.subscribe("n", "/user/queue/news");

      one.bean(SimpMessagingTemplate.class)
          .convertAndSendToUser("alice", "/queue/news", "for alice");
      one.bean(SimpMessagingTemplate.class).convertAndSendToUser("bob", "/queue/news", "for bob");

      assertThat(here.read().header("destination")).isEqualTo("/user/queue/news");
      assertThat(there.read().body()).isEqualTo("for alice");
      assertThat(bob.read().body()).isEqualTo("for bob");
    }
  }

  @Test
  void answersWhoAskedAlone() throws IOException {
    try (StompSocket here = connect(one, "alice");
        StompSocket there = connect(other, "alice")) {
      here.subscribe("r", "/user/queue/replies");
      there.subscribe("r", "/user/queue/replies");

      there.send("SEND\ndestination:/app/ask\n\nthere");
      assertThat(there.read().body()).isEqualTo("re: there");
      here.send("SEND\ndestination:/app/ask\n\nhere");

      assertThat(here.read().body()).isEqualTo("re: here");
    }
  }

  @Test
  void tellsAllSessionsOfAUserOrOne() throws IOException {
    try (StompSocket here = connect(one, "alice");
        StompSocket there = connect(other, "alice")) {
      here.subscribe("n", "/user/queue/news");
      there.subscribe("n", "/user/queue/news");

      here.send("SEND\ndestination:/app/whisper\n\nwhispered");
      assertThat(here.read().body()).isEqualTo("whispered");
      here.send("SEND\ndestination:/app/tell\n\ntold");

      assertThat(here.read().body()).isEqualTo("told");
      assertThat(there.read().body()).isEqualTo("told");
    }
  }

  @Test
  void showsUsersMessagesToNoPattern() throws IOException {
    try (StompSocket mallory = connect(one, "mallory");
        StompSocket alice = connect(one, "alice")) {
      mallory.subscribe("all", "/topic/#");
      alice.subscribe("n", "/user/queue/news");

      other
          .bean(SimpMessagingTemplate.class)
          .convertAndSendToUser("alice", "/queue/news", "secret");
      assertThat(alice.read().body()).isEqualTo("secret");
      mallory.publish("/topic/own", "own");

      assertThat(mallory.read().body()).isEqualTo("own");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/exchange/amq.topic/rooms.a",
        "/exchange/amq.direct/switchboard.user.x",
        "/amq/queue/work",
        "/queue/work",
        "/temp-queue/x",
        "/reply-queue/x",
        "/topic/switchboard/x",
        "/topic/a/../b",
        "/topic/a%2Fb"
      })
  void leadsNobodyPastTheChannels(String destination) throws IOException {
    try (StompSocket mallory = connect(one, "mallory")) {
      mallory.subscribe("e", "/user/queue/errors");

      mallory.send("SUBSCRIBE\nid:1\nreceipt:r\ndestination:" + destination + "\n\n");
      assertThat(mallory.read().header("code")).isEqualTo("unknown-destination");
      mallory.send("SEND\nreceipt:r\ndestination:" + destination + "\n\n");
      assertThat(mallory.read().header("code")).isEqualTo("unknown-destination");

      mallory.subscribe("2", "/topic/rooms.alive");
    }
  }

  @Test
  void passesOnOnlyWhatIsMeantForRabbitMq() throws IOException {
    try (RabbitStomp outside = new RabbitStomp(rabbit);
        StompSocket mallory = connect(one, "mallory")) {
      outside.subscribe("/topic/rooms.headers");

      mallory.send(
          """
          SEND
          destination:/topic/rooms.headers
          colour:blue
          correlation-id:c
          persistent:true
          reply-to:x
          priority:9
          expiration:1
          user-id:root
          x-queue-name:q
          timestamp:1
          publisher:alice
          switchboard-publisher:alice
          Authorization:Bearer x
          login:root
          passcode:y

          x\
          """);

      Received message = outside.read();
      assertThat(message.headers())
          .containsEntry("switchboard-publisher", "mallory")
          .containsEntry("correlation-id", "c")
          .containsOnlyKeys(
              "subscription",
              "destination",
              "message-id",
              "redelivered",
              "colour",
              "correlation-id",
              "switchboard-id",
              "switchboard-publisher",
              "switchboard-timestamp",
              "content-length");
    }
  }

  @Test
  void bringsWhatOtherApplicationsPublishToChannels() throws IOException {
    try (RabbitStomp outside = new RabbitStomp(rabbit);
        StompSocket alice = connect(one, "alice")) {
      alice.subscribe("all", "/topic/#");

      outside.send("SEND\ndestination:/topic/no channel\n\nunseen");
      outside.send("SEND\ndestination:/topic/outside.a\npublisher:root\ncode:x\n\nseen");

      Received message = alice.read();
      assertThat(message.body()).isEqualTo("seen");
      assertThat(message.headers())
          .containsKey("message-id")
          .doesNotContainKeys("publisher", "code", "redelivered");
    }
  }

  @Test
  void leavesNoQueueBehind() throws Exception {
    StompSocket alice = connect(one, "alice");
    alice.subscribe("a", "/topic/rooms.*");
    alice.subscribe("n", "/user/queue/news");
    assertThat(queues()).contains("stomp-subscription-").doesNotContain("false");

    alice.webSocket().cut();

    await().atMost(Duration.ofSeconds(30)).until(() -> !queues().contains("stomp-subscription-"));
  }

  /// Whether each is exclusive, and expires.
  private static String queues() throws Exception {
    return rabbit.control("list_queues", "--no-table-headers", "exclusive", "name", "arguments");
  }

  private static StompSocket connect(TestServer server, String user) throws IOException {
    return StompSocket.connect(server.port(), user);
  }
}
