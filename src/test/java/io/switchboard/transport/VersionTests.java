package io.switchboard.transport;

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

/// Clients of different versions on one channel. In the tables a header stands as it does on the
/// wire.
class VersionTests {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static final List<Arguments> HEADERS =
      List.of(
          said("1.2", "x:a\\rb", "x:a b", "x:a b", "x:a\\rb"),
          said("1.2", "x:a\\nb", "x:a b", "x:a\\nb", "x:a\\nb"),
          said("1.2", "x:a\\cb", "x:a:b", "x:a\\cb", "x:a\\cb"),
          said("1.2", "x:a\\\\b", "x:a\\b", "x:a\\\\b", "x:a\\\\b"),
          said("1.2", "x:a:b", "x:a:b", "x:a\\cb", "x:a\\cb"),
          said("1.2", "x\\cy:a", "x_y:a", "x\\cy:a", "x\\cy:a"),
          said("1.2", "x: a ", "x: a ", "x: a ", "x: a "),
          said("1.2", "이름:값", "이름:값", "이름:값", "이름:값"),
          said("1.1", "x:a\\nb\\cc\\\\d", "x:a b:c\\d", "x:a\\nb\\cc\\\\d", "x:a\\nb\\cc\\\\d"),
          said("1.1", "x:a\rb", "x:a b", "x:a b", "x:a\\rb"),
          said("1.0", "x:a:b", "x:a:b", "x:a\\cb", "x:a\\cb"),
          said("1.0", "x:a\\nb", "x:a\\nb", "x:a\\\\nb", "x:a\\\\nb"),
          said("1.0", "x: a ", "x:a", "x:a", "x:a"));

  /// @param by the publisher's version
  private static Arguments said(String by, String header, String to10, String to11, String to12) {
    return argumentSet(by + " says " + header.replace("\r", "<CR>"), by, header, to10, to11, to12);
  }

  @ParameterizedTest
  @FieldSource("HEADERS")
  void saysAHeaderAsEachVersionHasIt(
      String by, String header, String to10, String to11, String to12) throws IOException {
    try (StompSocket publisher = connect(by);
        StompSocket of10 = subscriber("1.0");
        StompSocket of11 = subscriber("1.1");
        StompSocket of12 = subscriber("1.2")) {
      publisher.send("SEND\ndestination:/topic/versions\n" + header + "\nend:\n\nHello");

      assertThat(headersOf(of10)).contains("\n" + to10 + "\n");
      assertThat(headersOf(of11)).contains("\n" + to11 + "\n");
      assertThat(headersOf(of12)).contains("\n" + to12 + "\n");
    }
  }

  /// What 1.2 can say in a value would end a header, or the frame, in 1.0.
  @Test
  void forgesNoHeaderOfAVersionWithoutEscapes() throws IOException {
    try (StompSocket publisher = connect("1.2");
        StompSocket of10 = subscriber("1.0")) {
      publisher.send("SEND\ndestination:/topic/versions\nx:a\\nforged:1\\r\\n\\nMESSAGE\n\nHello");

      StompSocket.Received message = of10.read();
      assertThat(message.headers())
          .containsEntry("x", "a forged:1   MESSAGE")
          .doesNotContainKey("forged");
      assertThat(message.body()).isEqualTo("Hello");
    }
  }

  static final List<Arguments> BAD_ESCAPES =
      List.of(
          argumentSet("tab in 1.1", "1.1", "a\\tb"),
          argumentSet("tab in 1.2", "1.2", "a\\tb"),
          argumentSet("escape of 1.2 in 1.1", "1.1", "a\\rb"),
          argumentSet("half an escape in 1.2", "1.2", "a\\"),
          argumentSet("bare carriage return in 1.2", "1.2", "a\rb"));

  @ParameterizedTest
  @FieldSource("BAD_ESCAPES")
  void refusesWhatAVersionDoesNotHave(String version, String value) throws IOException {
    try (StompSocket stomp = connect(version)) {
      stomp.send("SEND\ndestination:/topic/versions\nx:" + value + "\n\nHello");

      assertThat(stomp.read().header("code")).isEqualTo("malformed");
      assertThat(stomp.readClose().closeCode()).isEqualTo(4400);
    }
  }

  @Test
  void takesLinesThatEndInCarriageReturnAndLineFeed() throws IOException {
    try (StompSocket publisher = connect("1.2");
        StompSocket of12 = subscriber("1.2")) {
      publisher.send("SEND\r\ndestination:/topic/versions\r\nx:y\r\n\r\nHello");

      StompSocket.Received message = of12.read();
      assertThat(message.header("x")).isEqualTo("y");
      assertThat(message.body()).isEqualTo("Hello");
    }
  }

  @Test
  void needsNoIdFromAClientOf10() throws IOException {
    try (StompSocket old = connect("1.0")) {
      old.send("SUBSCRIBE\ndestination:/topic/versions.a\nreceipt:r1\n\n");
      old.send("SUBSCRIBE\ndestination:/topic/versions.b\nreceipt:r2\n\n");
      assertThat(old.read().header("receipt-id")).isEqualTo("r1");
      assertThat(old.read().header("receipt-id")).isEqualTo("r2");

      old.publish("/topic/versions.a", "one");
      StompSocket.Received message = old.read();
      old.send("UNSUBSCRIBE\ndestination:/topic/versions.a\n\n");
      old.publish("/topic/versions.a", "two");
      old.publish("/topic/versions.b", "three");

      assertThat(message.headers())
          .containsEntry("destination", "/topic/versions.a")
          .doesNotContainKey("subscription");
      assertThat(old.read().body()).isEqualTo("three");
    }
  }

  @Test
  void namesTheSubscriptionToAClientOf10ThatGaveAnId() throws IOException {
    try (StompSocket old = subscriber("1.0")) {
      old.publish("/topic/versions", "Hello");

      assertThat(old.read().header("subscription")).isEqualTo("s");
    }
  }

  @Test
  void needsAnIdFromAllOthers() throws IOException {
    try (StompSocket stomp = connect("1.1")) {
      stomp.send("SUBSCRIBE\ndestination:/topic/versions\n\n");

      assertThat(stomp.read().header("code")).isEqualTo("missing-header");
      assertThat(stomp.readClose().closeCode()).isEqualTo(4400);
    }
  }

  private static StompSocket connect(String version) throws IOException {
    return StompSocket.connect(server.port(), "alice", "accept-version:" + version);
  }

  private static StompSocket subscriber(String version) throws IOException {
    StompSocket stomp = connect(version);
    stomp.subscribe("s", "/topic/versions");
    return stomp;
  }

  private static String headersOf(StompSocket stomp) throws IOException {
    String frame = stomp.readFrame().text();
    return frame.substring(0, frame.indexOf("\n\n") + 1);
  }
}
