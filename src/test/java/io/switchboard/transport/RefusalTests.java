package io.switchboard.transport;

import static io.switchboard.transport.FrameFaultTests.assertTellsNothingInternal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RefusalTests {

  private static TestServer server;

  /// What an application may do wrong.
  @Controller
  static class Faulty {

    @MessageMapping("fails")
    void fails() {
      throw new IllegalStateException("the password is 1234");
    }

    @MessageMapping("counts")
    void counts(int number) {}
  }

  @BeforeAll
  static void start() {
    server =
        TestServer.startWith(new Class<?>[] {Faulty.class}, "switchboard.limits.subscriptions=4");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static final List<Arguments> REFUSED =
      List.of(
          argumentSet("nowhere", "SEND\ndestination:/nowhere", "unknown-destination", 4400),
          argumentSet("a pattern", "SEND\ndestination:/topic/a.*", "unknown-destination", 4400),
          argumentSet("no destination", "SEND\nx:y", "missing-header", 4400),
          argumentSet("one's own queue", "SEND\ndestination:/user/queue/errors", "forbidden", 1008),
          argumentSet(
              "somebody's queue", "SEND\ndestination:/user/bob/queue/news", "forbidden", 1008),
          argumentSet(
              "in a transaction", "SEND\ndestination:/topic/a\ntransaction:t", "unsupported", 4400),
          argumentSet("no controller", "SEND\ndestination:/app/nothing", "no-such-mapping", 4400),
          argumentSet(
              "a controller that throws",
              "SEND\ndestination:/app/fails",
              "application-error",
              1011),
          argumentSet(
              "not what a controller takes", "SEND\ndestination:/app/counts", "malformed", 4400),
          argumentSet("BEGIN", "BEGIN\ntransaction:t", "unsupported", 4400));

  @ParameterizedTest
  @FieldSource("REFUSED")
  void tellsWhoListens(String frame, String code, int closeCode) throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("e", "/user/queue/errors");

      alice.send(frame + "\nreceipt:r1\n\n");

      assertProblem(alice.read(), code, "receipt-id", "r1");
      assertLives(alice);
    }
  }

  @ParameterizedTest
  @FieldSource("REFUSED")
  void closesWhoDoesNot(String frame, String code, int closeCode) throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.send(frame + "\nreceipt:r1\n\n");

      StompSocket.Received error = alice.read();
      assertThat(error.command()).isEqualTo("ERROR");
      assertThat(error.header("code")).isEqualTo(code);
      assertThat(error.header("receipt-id")).isEqualTo("r1");
      assertThat(error.header("message")).isNotEmpty();
      assertTellsNothingInternal(error.toString());
      assertThat(error.toString()).doesNotContain("1234");
      assertThat(alice.readClose().closeCode()).isEqualTo(closeCode);
    }
  }

  static final List<Arguments> REFUSED_SUBSCRIPTIONS =
      List.of(
          argumentSet("nowhere", "SUBSCRIBE\nid:1\ndestination:/nowhere", "unknown-destination"),
          argumentSet("no destination", "SUBSCRIBE\nid:1", "missing-header"),
          argumentSet(
              "an id in use", "SUBSCRIBE\nid:1\ndestination:/topic/a", "duplicate-subscription"),
          argumentSet(
              "somebody's queue", "SUBSCRIBE\nid:1\ndestination:/user/bob/queue/x", "forbidden"),
          argumentSet(
              "no controller", "SUBSCRIBE\nid:1\ndestination:/app/nothing", "no-such-mapping"));

  @ParameterizedTest
  @FieldSource("REFUSED_SUBSCRIPTIONS")
  void namesTheSubscription(String frame, String code) throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("e", "/user/queue/errors");
      alice.subscribe("1", "/topic/rooms.lobby");

      alice.send(frame + "\n\n");

      StompSocket.Received problem = alice.read();
      assertProblem(problem, code, "subscription-id", "1");
      assertThat(problem.headers()).doesNotContainKey("receipt-id");
      assertLives(alice);
    }
  }

  @Test
  void refusesMoreSubscriptionsThanAllowed() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      for (int i = 1; i <= 4; i++) {
        alice.subscribe("s" + i, "/topic/rooms." + i);
      }

      alice.send("SUBSCRIBE\nid:s5\ndestination:/topic/rooms.5\nreceipt:r5\n\n");

      assertThat(alice.read().headers())
          .containsEntry("code", "limit-reached")
          .containsEntry("receipt-id", "r5")
          .containsEntry("subscription-id", "s5");
      assertThat(alice.readClose().closeCode()).isEqualTo(4429);
    }
  }

  static final List<Arguments> CONTROL_CHARACTERS =
      List.of(
          argumentSet("a name", "SEND\ndestination:/topic/a\nx\\ny:z"),
          argumentSet("a name with NUL in it", "SEND\ndestination:/topic/a\nx\u0001:z"),
          argumentSet("a destination", "SEND\ndestination:/topic/a\\nb"),
          argumentSet("a controller's destination", "SEND\ndestination:/app/counts\\n"),
          argumentSet("a subscription", "SUBSCRIBE\nid:a\\nb\ndestination:/topic/a"),
          argumentSet("an id to end", "UNSUBSCRIBE\nid:a\\nb"),
          argumentSet("a transaction", "BEGIN\ntransaction:a\u0007"));

  @ParameterizedTest
  @FieldSource("CONTROL_CHARACTERS")
  void refusesControlCharactersInNamesAndIds(String frame) throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("e", "/user/queue/errors");

      alice.send(frame + "\nreceipt:r1\n\n");

      StompSocket.Received problem = alice.read();
      assertProblem(problem, "bad-header", "receipt-id", "r1");
      assertThat(problem.headers()).doesNotContainKey("subscription-id");
      assertLives(alice);
    }
  }

  @Test
  void refusesControlCharactersInAReceipt() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("e", "/user/queue/errors");

      alice.send("SEND\ndestination:/topic/a\nreceipt:a\\nb\n\n");

      StompSocket.Received problem = alice.read();
      assertThat(problem.header("code")).isEqualTo("bad-header");
      assertThat(problem.headers()).doesNotContainKey("receipt-id");
    }
  }

  @Test
  void refusesControlCharactersInAConnect() throws IOException {
    try (StompSocket stomp = StompSocket.open(server.port())) {
      stomp.send("CONNECT\naccept-version:1.2\nhost:x\nx\u0001:y\n\n");

      assertThat(stomp.read().header("code")).isEqualTo("bad-header");
      assertThat(stomp.readClose().closeCode()).isEqualTo(4400);
    }
  }

  @Test
  void tellsOnlyTheSessionConcerned() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice");
        StompSocket elsewhere = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("e", "/user/queue/errors");
      elsewhere.subscribe("e", "/user/queue/errors");

      alice.send("SEND\ndestination:/nowhere\n\n");

      assertThat(alice.read().header("code")).isEqualTo("unknown-destination");
      assertLives(elsewhere);
    }
  }

  @Test
  void endsTheConnectionForABreachOfTheProtocolAllTheSame() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("e", "/user/queue/errors");

      alice.send("SEND\nreceipt:r1\nno colon\n\n");

      StompSocket.Received error = alice.read();
      assertThat(error.command()).isEqualTo("ERROR");
      assertThat(error.header("receipt-id")).isEqualTo("r1");
      assertThat(alice.readClose().closeCode()).isEqualTo(4400);
    }
  }

  private static void assertProblem(
      StompSocket.Received problem, String code, String name, String value) {
    assertThat(problem.command()).isEqualTo("MESSAGE");
    assertThat(problem.headers())
        .containsEntry("destination", "/user/queue/errors")
        .containsEntry("subscription", "e")
        .containsEntry("content-type", "application/problem+json")
        .containsEntry("code", code)
        .containsEntry("retryable", "false")
        .containsEntry(name, value)
        .containsKey("message-id");
    JsonNode body = JsonMapper.shared().readTree(problem.body());
    assertThat(body.get("code").asString()).isEqualTo(code);
    assertThat(body.get("type").asString()).isEqualTo("urn:switchboard:refusal:" + code);
    assertThat(body.get("title").asString()).isNotEmpty();
    assertThat(body.get("detail").asString()).isNotEmpty();
    assertTellsNothingInternal(problem.toString());
    assertThat(problem.body()).doesNotContain("1234");
  }

  /// The next frame it is sent is what it asks for now.
  private static void assertLives(StompSocket stomp) throws IOException {
    stomp.send("SEND\ndestination:/topic/elsewhere\nreceipt:alive\n\nHi");
    StompSocket.Received receipt = stomp.read();
    assertThat(receipt.command()).isEqualTo("RECEIPT");
    assertThat(receipt.header("receipt-id")).isEqualTo("alive");
  }
}
