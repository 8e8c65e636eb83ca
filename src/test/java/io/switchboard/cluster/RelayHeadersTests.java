package io.switchboard.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.broker.RefusedException;
import io.switchboard.history.Draft;
import io.switchboard.protocol.Headers;
import io.switchboard.protocol.RefusalCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayHeadersTests {

  @Test
  void sendsWhatTheServerSaysUnderNamesOfItsOwn() {
    Map<String, String> sent =
        RelayHeaders.toBroker(draft("colour", "blue"), 42).asSingleValueMap();

    assertThat(sent)
        .containsEntry("colour", "blue")
        .containsEntry("switchboard-publisher", "alice")
        .containsEntry("switchboard-timestamp", "42")
        .containsOnlyKeys(
            "colour", "switchboard-id", "switchboard-publisher", "switchboard-timestamp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-queue-name",
        "X-Expires",
        " x-dead-letter-exchange",
        "persistent",
        "durable",
        "auto-delete",
        "exclusive",
        "reply-to",
        "priority",
        "expiration",
        "user-id",
        "cluster-id",
        "amqp-message-id",
        "prefetch-count",
        "selector",
        "id",
        "CC",
        "BCC",
        "switchboard-publisher",
        "Switchboard-Id"
      })
  void sendsNothingThatRabbitMqWouldActOn(String name) {
    Map<String, List<String>> sent = RelayHeaders.toBroker(draft(name, "1"), 42);

    assertThat(sent)
        .containsOnlyKeys("switchboard-id", "switchboard-publisher", "switchboard-timestamp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"content-type", "correlation-id", "type", "app-id"})
  void refusesAPropertyThatAmqpCannotHold(String name) {
    assertThat(RelayHeaders.toBroker(draft(name, "é".repeat(127) + "x"), 42)).containsKey(name);
    assertThatThrownBy(() -> RelayHeaders.toBroker(draft(name, "é".repeat(128)), 42))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.BAD_HEADER));
  }

  @Test
  void refusesANameThatAmqpCannotHold() {
    assertThat(RelayHeaders.toBroker(draft("n".repeat(255), "v".repeat(256)), 42))
        .containsKey("n".repeat(255));
    assertThatThrownBy(() -> RelayHeaders.toBroker(draft("é".repeat(128), "v"), 42))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.BAD_HEADER));
  }

  @Test
  void sendsNoNul() {
    Draft draft =
        new Draft("a", "/topic/a", "al\0ice", null, Headers.of("a\0b", "c\0d"), new byte[0], true);

    assertThat(RelayHeaders.toBroker(draft, 42).asSingleValueMap())
        .containsEntry("a b", "c d")
        .containsEntry("switchboard-publisher", "al ice");
  }

  @Test
  void tellsWhatTheEmbeddedBrokerTells() {
    Headers told =
        RelayHeaders.toClient(
            Map.of(
                "switchboard-id", List.of("e-1"),
                "switchboard-publisher", List.of("alice"),
                "switchboard-timestamp", List.of("42"),
                "message-id", List.of("T_1@@session-x@@1"),
                "subscription", List.of("7"),
                "redelivered", List.of("false"),
                "receipt", List.of("r"),
                "colour", List.of("blue")),
            "/topic/a",
            "sub-0",
            true);

    assertThat(told)
        .isEqualTo(
            Headers.of(
                "destination", "/topic/a",
                "subscription", "sub-0",
                "message-id", "e-1",
                "ack", "e-1",
                "timestamp", "42",
                "publisher", "alice",
                "colour", "blue"));
  }

  @Test
  void tellsWhatAnotherApplicationPublished() {
    Headers told =
        RelayHeaders.toClient(
            Map.of("timestamp", List.of("1795223488"), "publisher", List.of("forged")),
            "/topic/a",
            null,
            false);

    assertThat(told.get("timestamp")).isEqualTo("1795223488000");
    assertThat(told.get("publisher")).isNull();
    assertThat(told.get("message-id")).matches("[0-9a-z]+-\\d+");
    assertThat(told.get("subscription")).isNull();
    assertThat(told.get("ack")).isNull();
  }

  private static Draft draft(String name, String value) {
    return new Draft("a", "/topic/a", "alice", null, Headers.of(name, value), new byte[0], true);
  }
}
