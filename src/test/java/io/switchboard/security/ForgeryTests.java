package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.simp.SimpMessagingTemplate;

/// Nobody gets a subscriber to believe what only the server may say, nor into what is another's.
class ForgeryTests {

  private static final List<String> OF_THE_SERVER =
      List.of(
          "publisher",
          "message-id",
          "timestamp",
          "code",
          "replay",
          "redelivered",
          "subscription",
          "destination",
          "receipt-id",
          "ack");

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            "switchboard.auth.anonymous=true",
            "switchboard.channels.all.subscribe=anyone",
            "switchboard.channels.all.publish=anyone",
            "switchboard.channels.closed.match=rooms.closed",
            "switchboard.channels.closed.subscribe=nobody");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// As clients read names: many take the white space around them away, JavaScript's sort too.
  static Stream<String> forgedNames() {
    return OF_THE_SERVER.stream()
        .flatMap(name ->
            Stream.of(
                name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                name.toUpperCase(Locale.ROOT),
                " " + name,
                name + " ",
                "\t" + name,
                "\u00a0" + name,
                name + "\u2003",
                "\ufeff" + name,
                "\u2028" + name.toUpperCase(Locale.ROOT) + " "));
  }

  @ParameterizedTest
  @MethodSource("forgedNames")
  void keepsTheServersHeadersTheServers(String name) throws IOException {
    for (String version : List.of("1.0", "1.1", "1.2")) {
      try (StompSocket bob = connect("1.2");
          StompSocket mallory = connect(version)) {
        bob.subscribe("1", "/topic/square");

        mallory.send("SEND\ndestination:/topic/square\n" + name + ":forged\nkept:yes\n\nHi");

        if (!isRefused(mallory)) {
          Received message = bob.read();
          assertThat(message.header("kept")).isEqualTo("yes");
          assertThat(message.headers()).doesNotContainValue("forged");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"replay", "code", "redelivered", "publisher", "timestamp", "message-id"})
  void keepsThemWrittenPlainly(String name) throws IOException {
    try (StompSocket bob = connect("1.2");
        StompSocket mallory = connect("1.2")) {
      bob.subscribe("1", "/topic/square");

      mallory.send("SEND\ndestination:/topic/square\n" + name + ":forged\n\nHi");

      assertThat(bob.read().headers()).doesNotContainValue("forged");
    }
  }

  /// What 1.2 escapes, 1.0 cannot say.
  @ParameterizedTest
  @CsvSource({
    "note, 1\\npublisher:mallory",
    "note, 1\\r\\npublisher:mallory",
    "note, 1\\n\\nforged body",
    "a\\npublisher, mallory",
    "a\\cpublisher\\c, mallory",
    "publisher\\c, mallory",
    "\\cpublisher, mallory",
  })
  void endsNoLineOfAnOlderClients(String name, String value) throws IOException {
    try (StompSocket old = connect("1.0");
        StompSocket mallory = connect("1.2")) {
      old.subscribe("1", "/topic/square");

      mallory.send("SEND\ndestination:/topic/square\n" + name + ":" + value + "\nkept:yes\n\nHi");

      if (isRefused(mallory)) {
        return; // and nothing reached anybody
      }
      Received message = old.read();
      assertThat(message.headers().keySet())
          .noneMatch(header -> header.strip().equals("publisher"));
      assertThat(message.header("kept")).isEqualTo("yes");
      assertThat(message.body()).isEqualTo("Hi");
    }
  }

  /// Whether the connection ended by an ERROR, or goes on.
  private static boolean isRefused(StompSocket client) throws IOException {
    client.send("SUBSCRIBE\nid:x\ndestination:/topic/elsewhere\nreceipt:x\n\n");
    return !client.read().command().equals("RECEIPT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#",
        "*.closed",
        "rooms.#",
        "*.*",
        "rooms.*",
        "#.closed",
        "#.*",
        "*.#",
        "#.rooms.closed",
        "rooms.closed.#",
        "rooms.#.closed",
        "#.#",
        "#.closed.#",
        "rooms.closed"
      })
  void opensNoClosedChannelByAPattern(String pattern) throws IOException {
    try (StompSocket mallory = connect("1.2")) {
      mallory.send("SUBSCRIBE\nid:1\ndestination:/topic/" + pattern + "\nreceipt:r\n\n");

      assertThat(mallory.read().header("code")).isEqualTo("unauthenticated");
    }
  }

  @Test
  void opensWhatIsBesideIt() throws IOException {
    try (StompSocket client = connect("1.2")) {
      client.subscribe("1", "/topic/rooms.lobby");
      client.subscribe("2", "/topic/halls.*");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/user/bob/queue/x",
        "/user/bob%2Fqueue/x",
        "/user%2Fbob/queue/x",
        "/user/queue/..%2F..%2Fbob%2Fqueue%2Fx",
        "/user/queue/../bob/queue/x",
        "/user/queue/%2e%2e/bob",
        "/user/alice/../bob/queue/x",
        "/user//queue/x",
        "/user/queue/*",
        "/user/queue/#",
        "/user/*/queue/x",
        "/user/#",
        "/topic//user/bob/queue/x",
        "/topic/user/bob/queue/x",
        "/topic/%2Fuser%2Fbob%2Fqueue%2Fx",
        "/queue/x-user1",
        "/queue/x",
        "/user/queue/x/bob",
        "/USER/bob/queue/x",
        "/user/queue",
        "/user/queue/",
        " /user/queue/x",
        "/user/queue/x "
      })
  void readsNothingOfAnotherUsers(String destination) throws IOException {
    for (String command : List.of("SUBSCRIBE\nid:1", "SEND")) {
      try (StompSocket bob = StompSocket.connect(server.port(), "bob");
          StompSocket alice = StompSocket.connect(server.port(), "alice")) {
        bob.subscribe("1", "/user/queue/x");

        alice.send(command + "\ndestination:" + destination + "\nreceipt:r\n\n");

        assertThat(alice.read().header("code")).isIn("forbidden", "unknown-destination");
        bob.send("SEND\ndestination:/topic/elsewhere\nreceipt:r\n\n");
        assertThat(bob.read().header("receipt-id")).isEqualTo("r"); // and nothing before it
      }
    }
  }

  @Test
  void deliversToNobodyWhoseNameLooksLikeAnothers() throws IOException {
    String tricky = "bob%2Fqueue";
    try (StompSocket bob = StompSocket.connect(server.port(), "bob");
        StompSocket other = StompSocket.connect(server.port(), tricky)) {
      bob.subscribe("1", "/user/queue/x");
      other.subscribe("1", "/user/queue/x");
      var template = server.bean(SimpMessagingTemplate.class);

      template.convertAndSend("/user/bob/queue/x", "for bob");

      assertThat(bob.read().body()).isEqualTo("for bob");
      other.send("SEND\ndestination:/topic/elsewhere\nreceipt:r\n\n");
      assertThat(other.read().header("receipt-id")).isEqualTo("r");
    }
  }

  /// Without a name, so that the server's own `publisher` hides nothing.
  private static StompSocket connect(String version) throws IOException {
    StompSocket client = new StompSocket(RawWebSocket.open(server.port(), "/ws"));
    client.send(
        "CONNECT\n" + (version.equals("1.0") ? "" : "accept-version:" + version + "\n") + "\n");
    assertThat(client.read().command()).isEqualTo("CONNECTED");
    return client;
  }
}
