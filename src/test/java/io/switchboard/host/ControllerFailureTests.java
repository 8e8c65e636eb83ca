package io.switchboard.host;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.switchboard.broker.ApplicationMessageHandler;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// What a client hears where a controller throws, or where there is none.
class ControllerFailureTests {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.startHost(new Class<?>[] {Host.class, Greetings.class});
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          a method that throws,       /app/fail,       x,            application-error
          a method that refuses,      /app/refuse,     x,            limit-reached
          no method,                  /app/nothing,    x,            no-such-mapping
          a method for another name,  /app/greet,      x,            no-such-mapping
          to be subscribed to,        /app/people,     x,            no-such-mapping
          no name,                    /app/,           x,            no-such-mapping
          a payload of another kind,  /app/birthday,   `["a list"]`, malformed
          a payload that is no JSON,  /app/birthday,   {,            malformed
          a value of the server's,    /app/unwritable, x,            application-error
          a conversion of its own,    /app/converts,   x,            application-error
          a part of the name,         /app/number.one, x,            malformed
          """)
  void areRefusalsWithoutAWordOfWhatFailed(String row, String destination, String body, String code)
      throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("e", "/user/queue/errors");

      alice.send(
          "SEND\ndestination:"
              + destination
              + "\ncontent-type:application/json\nyears:1\nreceipt:r\n\n"
              + body);

      Received refusal = alice.read();
      assertThat(refusal.headers())
          .as(row)
          .containsEntry("subscription", "e")
          .containsEntry("code", code)
          .containsEntry("receipt-id", "r")
          .containsEntry("content-type", "application/problem+json");
      assertDisclosesNothing(refusal);
      assertLives(alice);
    }
  }

  @Test
  void endTheConnectionOfWhoDoesNotListenForRefusals() throws IOException {
    try (StompSocket alice = connect("alice");
        StompSocket bob = connect("bob")) {
      alice.send("SEND\ndestination:/app/fail\nreceipt:r\n\nx");

      Received error = alice.read();
      assertThat(error.command()).isEqualTo("ERROR");
      assertThat(error.headers())
          .containsEntry("code", "application-error")
          .containsEntry("receipt-id", "r");
      assertDisclosesNothing(error);
      assertThat(alice.readClose().closeCode()).isEqualTo(1011);
      assertLives(bob);
    }
  }

  @Test
  void sayWhatTheApplicationSaysInARefusalOfItsOwn() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("e", "/user/queue/errors");

      alice.publish("/app/refuse", "x");

      assertThat(alice.read().body()).contains("\"detail\":\"Three greetings a day.\"");
    }
  }

  @Test
  void refuseAHeaderThatIsMissing() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("e", "/user/queue/errors");

      alice.send(
          "SEND\ndestination:/app/birthday\ncontent-type:application/json\nreceipt:r\n\n"
              + "{\"name\":\"Ada\",\"age\":36}");

      Received refusal = alice.read();
      assertThat(refusal.headers())
          .containsEntry("receipt-id", "r")
          .containsEntry("code", "malformed");
      assertDisclosesNothing(refusal);
      assertLives(alice);
    }
  }

  @Test
  void refuseAHeaderOfAnotherKind() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("e", "/user/queue/errors");

      alice.send(
          "SEND\ndestination:/app/birthday\ncontent-type:application/json\nyears:many\n\n"
              + "{\"name\":\"Ada\",\"age\":36}");

      Received refusal = alice.read();
      assertThat(refusal.header("code")).isEqualTo("malformed");
      assertDisclosesNothing(refusal);
    }
  }

  @Test
  void refuseATransactionWhereNoneIsCarriedOut() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("e", "/user/queue/errors");
      alice.subscribe("g", "/topic/greetings.lobby");

      alice.send("SEND\ndestination:/app/greet.lobby\ntransaction:t\nreceipt:r\n\nBob");

      assertThat(alice.read().headers())
          .containsEntry("code", "unsupported")
          .containsEntry("receipt-id", "r");
      assertLives(alice);
    }
  }

  /// As everywhere else, before a method is looked for.
  @Test
  void refuseANameThatIsTooLong() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("e", "/user/queue/errors");
      alice.subscribe("g", "/topic/nothing");

      alice.send("SEND\ndestination:/app/greet." + "x".repeat(245) + "\n\nBob");
      assertThat(alice.read().header("code")).isEqualTo("unknown-destination");
      alice.send("SUBSCRIBE\nid:1\ndestination:/app/" + "x".repeat(251) + "\n\n");
      assertThat(alice.read().header("code")).isEqualTo("unknown-destination");
      alice.send("SEND\ndestination:/app/greet." + "x".repeat(244) + "\nreceipt:r\n\nBob");

      assertThat(alice.read().header("receipt-id")).isEqualTo("r");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNSUBSCRIBE\nid:1", "ACK\nid:1", "NACK\nid:1"})
  void areNoneWhereAFrameOnlyNamesAMethod(String frame) throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.send(frame + "\ndestination:/app/people\nreceipt:r\n\n");

      assertThat(alice.read().header("receipt-id")).isEqualTo("r");
      assertLives(alice);
    }
  }

  @Test
  void areNoneInAGoodbyeThatNamesAMethod() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.send("DISCONNECT\ndestination:/app/people\nreceipt:r\n\n");

      assertThat(alice.read().header("receipt-id")).isEqualTo("r");
      assertThat(alice.readClose().closeCode()).isEqualTo(1000);
    }
  }

  /// A client writes what it likes into its headers, and passwords among it.
  @Test
  void areLoggedWithoutTheClientsMessage() throws IOException {
    List<String> lines = logOf("\"x\"", "/app/fail", "/app/lost");

    assertThat(lines)
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("IllegalStateException", "Greetings."));
  }

  /// Of those, too, that the application would answer, but fails to.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          an argument that cannot be made, not json,                    MessageConversionException
          a method that throws,            `{"name":"Ada","age":36}`, Nobody can help Ada
          """)
  void areLoggedWithoutTheClientsMessageWhereTheAnswerFails(String row, String body, String cause)
      throws IOException {
    List<String> lines = logOf(body, "/app/unlucky");

    assertThat(lines).as(row).hasSize(2);
    assertThat(lines.getFirst()).contains("MessageExceptionHandler", cause);
    assertThat(lines.getLast()).contains("UnluckyException");
  }

  /// Else they would hear nothing at all.
  @Test
  void endTheConnectionOfWhoDoesNotListenWhereTheAnswerFails() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.send(
          "SEND\ndestination:/app/unlucky\ncontent-type:application/json\nreceipt:r\n\nnot json");

      Received error = alice.read();
      assertThat(error.command()).isEqualTo("ERROR");
      assertThat(error.headers())
          .containsEntry("code", "application-error")
          .containsEntry("receipt-id", "r");
      assertDisclosesNothing(error);
      assertThat(alice.readClose().closeCode()).isEqualTo(1011);
    }
  }

  private static List<String> logOf(String body, String... destinations) throws IOException {
    Logger logger = (Logger) LoggerFactory.getLogger(ApplicationMessageHandler.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("e", "/user/queue/errors");
      for (String destination : destinations) {
        alice.send(
            "SEND\ndestination:"
                + destination
                + "\ncontent-type:application/json\nx:secret-42\\nWARN forged\n\n"
                + body);
        assertThat(alice.read().header("code")).isEqualTo("application-error");
      }
    } finally {
      logger.detachAppender(log);
    }
    List<String> lines =
        log.list.stream()
            .map(event ->
                event.getFormattedMessage()
                    + ThrowableProxyUtil.asString(event.getThrowableProxy()))
            .toList();
    assertThat(lines).noneMatch(line -> line.contains("secret-42"));
    return lines;
  }

  /// And the application's own words come before ours, which say which frame it was.
  @ParameterizedTest
  @CsvSource({"/app/unknown", "/app/unknown-later"})
  void areForTheApplicationToAnswer(String destination) throws IOException {
    try (StompSocket alice = connect("alice");
        StompSocket other = connect("alice")) {
      alice.subscribe("e", "/user/queue/errors");
      other.subscribe("e", "/user/queue/errors");

      alice.send("SEND\ndestination:" + destination + "\nreceipt:r\n\nEve");

      Received answer = alice.read();
      assertThat(answer.body()).isEqualTo("Nobody knows Eve");
      assertThat(answer.header("destination")).isEqualTo("/user/queue/errors");
      assertThat(alice.read().headers())
          .containsEntry("code", "application-error")
          .containsEntry("receipt-id", "r");
      assertLives(alice);
      assertLives(other);
    }
  }

  @Test
  void endNoConnectionWhereTheApplicationAnswers() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.publish("/app/unknown", "Eve");

      assertLives(alice);
    }
  }

  @Test
  void ofASubscriptionNameIt() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("e", "/user/queue/errors");

      alice.send("SUBSCRIBE\nid:s\ndestination:/app/none\nreceipt:r\n\n");

      assertThat(alice.read().headers())
          .containsEntry("code", "no-such-mapping")
          .containsEntry("subscription-id", "s")
          .containsEntry("receipt-id", "r");
      assertLives(alice);
    }
  }

  private static void assertDisclosesNothing(Received frame) {
    String all = (frame.headers() + frame.body()).toLowerCase(Locale.ROOT);
    assertThat(all)
        .doesNotContain("hunter2", "jdbc", "exception", "greetings#", "io.switchboard", "java.")
        .doesNotContain("org.springframework", "jackson", "person", "\tat ");
  }

  /// And nothing more waits to be read.
  private static void assertLives(StompSocket stomp) throws IOException {
    stomp.send("SEND\ndestination:/topic/nothing\nreceipt:alive\n\n");
    assertThat(stomp.read().header("receipt-id")).isEqualTo("alive");
  }

  private static StompSocket connect(String user) throws IOException {
    return StompSocket.connect(server.port(), user);
  }
}
