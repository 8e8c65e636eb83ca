package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class PatternTests {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static final List<Arguments> PATTERNS =
      List.of(
          argumentSet("one segment", "rooms.*", List.of("rooms.a", "rooms.b")),
          argumentSet(
              "the rest", "rooms.#", List.of("rooms", "rooms.a", "rooms.b", "rooms.a.typing")),
          argumentSet("one in the middle", "rooms.*.typing", List.of("rooms.a.typing")),
          argumentSet("any beginning", "#.typing", List.of("rooms.a.typing")),
          argumentSet(
              "everything",
              "#",
              List.of("rooms", "rooms.a", "rooms.b", "rooms.a.typing", "prices.gold")),
          argumentSet("no wildcard", "rooms.a", List.of("rooms.a")));

  @ParameterizedTest
  @FieldSource("PATTERNS")
  void deliversWhatMatches(String pattern, List<String> matching) throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice");
        StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      alice.subscribe("p", "/topic/" + pattern);
      alice.subscribe("end", "/topic/ends.end");

      for (String channel :
          List.of("rooms", "rooms.a", "rooms.b", "rooms.a.typing", "prices.gold")) {
        bob.publish("/topic/" + channel, channel);
      }

      List<String> received = new ArrayList<>();
      for (int i = 0; i < matching.size(); i++) {
        StompSocket.Received message = alice.read();
        assertThat(message.header("subscription")).isEqualTo("p");
        assertThat(message.header("destination")).isEqualTo("/topic/" + message.body());
        received.add(message.body());
      }
      bob.publish("/topic/ends.end", "end");
      assertThat(received).isEqualTo(matching);
      assertThat(alice.read().body()).isEqualTo("end");
    }
  }

  @Test
  void deliversOnceToEachOfOverlappingSubscriptions() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice");
        StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      alice.subscribe("one", "/topic/halls.*");
      alice.subscribe("all", "/topic/halls.#");
      alice.subscribe("same", "/topic/halls.a");
      alice.subscribe("again", "/topic/halls.a");

      bob.publish("/topic/halls.a", "Hello");
      bob.publish("/topic/halls", "end");

      List<StompSocket.Received> received = new ArrayList<>();
      for (int i = 0; i < 5; i++) { // of several subscriptions, so in any order
        received.add(alice.read());
      }
      assertThat(received)
          .extracting(
              message -> message.header("subscription"), message -> message.header("destination"))
          .containsExactlyInAnyOrder(
              tuple("one", "/topic/halls.a"),
              tuple("all", "/topic/halls.a"),
              tuple("same", "/topic/halls.a"),
              tuple("again", "/topic/halls.a"),
              tuple("all", "/topic/halls"));
      assertThat(received)
          .filteredOn(message -> "Hello".equals(message.body()))
          .extracting(message -> message.header("message-id"))
          .hasSize(4)
          .containsOnly(received.getFirst().header("message-id"));
    }
  }

  @Test
  void stopsWhenThePatternIsUnsubscribed() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice");
        StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      alice.subscribe("p", "/topic/yards.*");
      alice.subscribe("c", "/topic/yards.b");

      alice.send("UNSUBSCRIBE\nid:p\nreceipt:r\n\n");
      alice.read();
      bob.publish("/topic/yards.a", "unheard");
      bob.publish("/topic/yards.b", "heard");

      StompSocket.Received message = alice.read();
      assertThat(message.body()).isEqualTo("heard");
      assertThat(message.header("subscription")).isEqualTo("c");
    }
  }

  static final List<Arguments> UNPUBLISHABLE =
      List.of(
          argumentSet("one segment", "/topic/rooms.*"),
          argumentSet("the rest", "/topic/rooms.#"),
          argumentSet("half a segment", "/topic/rooms.a*"));

  @ParameterizedTest
  @FieldSource("UNPUBLISHABLE")
  void refusesToPublishToAPattern(String destination) throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.send("SEND\ndestination:" + destination + "\nreceipt:r1\n\nHello");

      StompSocket.Received error = alice.read();
      assertThat(error.command()).isEqualTo("ERROR");
      assertThat(error.header("code")).isEqualTo("unknown-destination");
      assertThat(error.header("receipt-id")).isEqualTo("r1");
      assertThat(alice.readClose().closeCode()).isEqualTo(4400);
    }
  }
}
