package io.switchboard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The demo's controllers as their clients meet them.
class DemoControllersTests {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void takesAMessageToAllSessionsOfBoth() throws IOException {
    try (StompSocket alice = connect("alice");
        StompSocket alicesPhone = connect("alice");
        StompSocket bob = connect("bob")) {
      listen(alice);
      listen(alicesPhone);
      listen(bob);

      alice.publish("/app/inbox.bob", "{\"text\":\"안녕\"}");

      for (StompSocket one : new StompSocket[] {alice, alicesPhone, bob}) {
        JsonNode message = json(one.read());
        assertThat(message.path("from").asString()).isEqualTo("alice");
        assertThat(message.path("to").asString()).isEqualTo("bob");
        assertThat(message.path("text").asString()).isEqualTo("안녕");
        assertThat(Instant.parse(message.path("at").asString())).isNotNull();
      }
    }
  }

  @Test
  void takesAMessageToOneselfOnce() throws IOException {
    try (StompSocket alice = connect("alice")) {
      listen(alice);

      alice.publish("/app/inbox.alice", "{\"text\":\"milk\"}");

      assertThat(json(alice.read()).path("text").asString()).isEqualTo("milk");
      assertLives(alice);
    }
  }

  @Test
  void keepsMessagesFromEverybodyElse() throws IOException {
    try (StompSocket alice = connect("alice");
        StompSocket bob = connect("bob");
        StompSocket carol = connect("carol")) {
      listen(bob);
      listen(carol);

      alice.publish("/app/inbox.bob", "{\"text\":\"psst\"}");

      assertThat(json(bob.read()).path("text").asString()).isEqualTo("psst");
      assertLives(carol);
    }
  }

  @Test
  void writesToNobodyWhoDoesNotListen() throws IOException {
    try (StompSocket alice = connect("alice");
        StompSocket bob = connect("bob")) {
      alice.subscribe("e", "/user/queue/errors");
      alice.subscribe("i", "/user/queue/inbox");

      alice.send("SEND\ndestination:/app/inbox.bob\nreceipt:r\n\n{\"text\":\"Bob?\"}");

      Received refusal = alice.read();
      assertThat(refusal.header("code")).isEqualTo("unknown-destination");
      assertThat(refusal.header("receipt-id")).isEqualTo("r");
      assertThat(detail(refusal)).isEqualTo("Nobody of that name is here to read it.");
      assertLives(alice);
      assertLives(bob);
    }
  }

  @Test
  void givesBackWhatReachedNobody() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("r", "/user/queue/replies");

      alice.publish("/app/inbox.nobody", "{\"text\":\"Bob?\"}");

      JsonNode undelivered = json(alice.read());
      assertThat(undelivered.path("text").asString()).isEqualTo("Bob?");
      assertThat(undelivered.path("why").asString()).startsWith("Nobody of that name");
      assertLives(alice);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          no JSON,                /app/rooms.lobby.say, {                , malformed,           The message is not what this destination takes.
          a list,                 /app/rooms.lobby.say, [1]              , malformed,           The message is not what this destination takes.
          text of another kind,   /app/rooms.lobby.say, `{"text":{}}`    , malformed,           The message is not what this destination takes.
          nothing at all,         /app/rooms.lobby.say, ``               , malformed,           Payload value must not be empty.
          no text,                /app/rooms.lobby.say, {}               , malformed,           text must not be empty.
          blank text,             /app/rooms.lobby.say, `{"text":" \\n"}`, malformed,           text must not be empty.
          too long a text,        /app/rooms.lobby.say, LONG             , malformed,           `text may have at most 2,000 characters.`
          a room that cannot be,  /app/rooms.a.b.say,   `{"text":"x"}`   , unknown-destination, `A room's name is 1 to 40 letters, digits, '_' and '-'.`
          a room that is not NFC, /app/rooms.\u1112\u1161\u11ab.say, `{"text":"x"}`, unknown-destination, `A room's name is 1 to 40 letters, digits, '_' and '-'.`
          no JSON to somebody,    /app/inbox.alice,     {                , malformed,           The message is not what this destination takes.
          blank to somebody,      /app/inbox.alice,     `{"text":""}`    , malformed,           text must not be empty.
          too long to somebody,   /app/inbox.alice,     LONG             , malformed,           `text may have at most 2,000 characters.`
          to nobody,              /app/inbox.nobody,    `{"text":"x"}`   , unknown-destination, Nobody of that name is here to read it.
          to an empty name,       /app/inbox.,          `{"text":"x"}`   , unknown-destination, Nobody of that name is here to read it.
          a price of one's own,   /topic/prices.TEA,    `{"price":1}`    , forbidden,
          """)
  void refusesInPlainWords(String row, String destination, String body, String code, String words)
      throws IOException {
    String sent = "LONG".equals(body) ? "{\"text\":\"" + "x".repeat(2_001) + "\"}" : body;
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("e", "/user/queue/errors");
      alice.subscribe("i", "/user/queue/inbox");

      alice.send("SEND\ndestination:" + destination + "\nreceipt:r\n\n" + sent);

      Received refusal = alice.read();
      assertThat(refusal.header("code")).as(row).isEqualTo(code);
      assertThat(refusal.header("receipt-id")).as(row).isEqualTo("r");
      assertThat(refusal.header("content-type")).as(row).isEqualTo("application/problem+json");
      if (words != null) {
        assertThat(detail(refusal)).as(row).isEqualTo(words);
      }
      assertThat(refusal.body().toLowerCase(Locale.ROOT))
          .doesNotContain("exception", "io.switchboard", "java.", "jackson", "\tat ");
      assertLives(alice);
    }
  }

  @Test
  void tellsWhatThereIsToKnowOfARoom() throws IOException {
    try (StompSocket alice = connect("alice");
        StompSocket bob = connect("bob")) {
      bob.subscribe("1", "/topic/rooms.facts");
      assertLives(bob);
      alice.subscribe("1", "/topic/rooms.facts");
      alice.publish("/app/rooms.facts.say", "{\"text\":\"one\"}");
      alice.publish("/app/rooms.facts.say", "{\"text\":\"two\"}");
      String first = json(alice.read()).path("at").asString();
      String second = json(alice.read()).path("at").asString();

      JsonNode facts = ask(alice, "/app/rooms.facts");

      assertThat(facts.path("room").asString()).isEqualTo("facts");
      assertThat(facts.path("members").values())
          .extracting(JsonNode::asString)
          .containsExactly("alice", "bob");
      assertThat(facts.path("messages").asInt()).isEqualTo(2);
      assertThat(facts.path("opened").asString()).isEqualTo(first);
      assertThat(facts.path("latest").asString()).isEqualTo(second);
    }
  }

  @Test
  void tellsOfARoomThatIsEmpty() throws IOException {
    try (StompSocket alice = connect("alice")) {
      JsonNode facts = ask(alice, "/app/rooms.empty");

      assertThat(facts.toString()).isEqualTo("{\"room\":\"empty\",\"members\":[],\"messages\":0}");
    }
  }

  @ParameterizedTest
  @CsvSource({"/app/rooms.a.b", "/app/rooms.*", "/app/prices.GOLD", "/app/nothing"})
  void refusesToTellOfWhatThereIsNot(String destination) throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("e", "/user/queue/errors");

      alice.send("SUBSCRIBE\nid:1\ndestination:" + destination + "\n\n");

      assertThat(alice.read().header("subscription-id")).isEqualTo("1");
      assertLives(alice);
    }
  }

  @Test
  void publishesPrices() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("1", "/topic/prices.TEA");

      Instant before = Instant.EPOCH;
      for (int i = 0; i < 3; i++) {
        JsonNode price = json(alice.read());
        assertThat(price.path("symbol").asString()).isEqualTo("TEA");
        assertThat(price.path("price").decimalValue()).isPositive();
        assertThat(price.path("open").decimalValue()).isEqualByComparingTo(new BigDecimal("24.5"));
        Instant at = Instant.parse(price.path("at").asString());
        assertThat(at).isAfter(before);
        before = at;
      }
    }
  }

  @Test
  void tellsThePricesSoFar() throws IOException {
    try (StompSocket alice = connect("alice")) {
      JsonNode all = ask(alice, "/app/prices");
      JsonNode tea = ask(alice, "/app/prices.TEA");

      assertThat(all.values())
          .extracting(price -> price.path("symbol").asString())
          .containsExactly("TEA", "COFFEE", "CACAO", "SUGAR");
      assertThat(tea.values())
          .hasSizeBetween(1, Stock.REMEMBERED)
          .allMatch(price -> price.path("symbol").asString().equals("TEA"));
    }
  }

  private static StompSocket connect(String user) throws IOException {
    return StompSocket.connect(server.port(), user);
  }

  /// Spring's user registry hears of a subscription after its receipt, but before the next frame.
  private static void listen(StompSocket client) throws IOException {
    client.subscribe("i", "/user/queue/inbox");
    assertLives(client);
  }

  private static JsonNode ask(StompSocket client, String destination) throws IOException {
    client.send("SUBSCRIBE\nid:ask\ndestination:" + destination + "\n\n");
    return json(client.read());
  }

  private static JsonNode json(Received message) {
    assertThat(message.command()).as(message.toString()).isEqualTo("MESSAGE");
    return JsonMapper.shared().readTree(message.body());
  }

  private static String detail(Received refusal) {
    return JsonMapper.shared().readTree(refusal.body()).path("detail").asString();
  }

  /// And nothing more waits to be read.
  private static void assertLives(StompSocket stomp) throws IOException {
    stomp.send("SEND\ndestination:/topic/nothing\nreceipt:alive\n\n");
    assertThat(stomp.read().header("receipt-id")).isEqualTo("alive");
  }
}
