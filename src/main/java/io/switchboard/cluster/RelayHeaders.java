package io.switchboard.cluster;

import io.switchboard.broker.Drafts;
import io.switchboard.broker.MessageIds;
import io.switchboard.broker.RefusedException;
import io.switchboard.history.Draft;
import io.switchboard.protocol.Headers;
import io.switchboard.protocol.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/// Which headers of a message cross RabbitMQ, in both directions.
///
/// RabbitMQ's STOMP plugin makes queues, priorities, expiries and reply addresses of headers that
/// it knows; what a client wrote there must not reach it. What the server itself says of a message
/// crosses under names of its own.
final class RelayHeaders {

  /// What the plugin of RabbitMQ takes for its own in SEND, besides `x-*` (its guide, "STOMP
  /// Plugin"), and what RabbitMQ routes by ("Sender-selected Distribution"). A draft has none of
  /// those that concern a frame alone. `type`, `correlation-id` and `app-id` are mere texts to it,
  /// and come back as they were. Why these are named and not those that may pass: ADR 7.
  private static final Set<String> RABBIT_OWN =
      Set.of(
          "id",
          "persistent",
          "durable",
          "auto-delete",
          "exclusive",
          "browser.count",
          "prefetch-count",
          "requeue",
          "selector",
          "priority",
          "expiration",
          "reply-to",
          "user-id",
          "cluster-id",
          "amqp-message-id",
          "heart-beat",
          "version",
          "cc",
          "bcc");

  /// What RabbitMQ makes a short string of AMQP's of, as it does of every name.
  private static final Set<String> SHORT =
      Set.of("content-type", "correlation-id", "type", "app-id");

  /// A longer one is no AMQP: whoever consumes the message by AMQP would lose its connection.
  private static final int SHORT_BYTES = 255;

  /// What of RabbitMQ's MESSAGE is no header of the publisher's, besides what embedded mode does
  /// not pass on either.
  private static final Set<String> NOT_TOLD =
      Set.of("persistent", "user-id", "cluster-id", "reply-to", "amqp-message-id");

  private static final String OWN = "switchboard-";
  private static final String ID = OWN + "id";
  private static final String TIMESTAMP = OWN + "timestamp";
  private static final String PUBLISHER = OWN + "publisher";

  private RelayHeaders() {}

  /// What goes with a draft in SEND.
  ///
  /// @throws RefusedException if a name, or the value of a property of AMQP's, is too long for it
  static MultiValueMap<String, String> toBroker(Draft draft, long nowMillis) {
    MultiValueMap<String, String> headers = new LinkedMultiValueMap<>();
    headers.set(ID, MessageIds.next());
    headers.set(TIMESTAMP, Long.toString(nowMillis));
    if (draft.publisher() != null) {
      headers.set(PUBLISHER, withoutNul(draft.publisher()));
    }
    for (int i = 0; i < draft.headers().size(); i++) {
      String name = withoutNul(draft.headers().name(i));
      if (isHarmless(name)) {
        String value = withoutNul(draft.headers().value(i));
        checkLength(name, value);
        headers.set(name, value);
      }
    }
    return headers;
  }

  /// NUL ends a frame, and STOMP cannot escape it: a space, as in all that clients are sent.
  private static String withoutNul(String text) {
    return text.replace('\0', ' ');
  }

  private static void checkLength(String name, String value) {
    if (isTooLong(name)) {
      throw tooLong("The name of a header");
    }
    if (SHORT.contains(name) && isTooLong(value)) {
      throw tooLong("The header " + name);
    }
  }

  private static boolean isTooLong(String text) {
    return text.length() > SHORT_BYTES
        || text.getBytes(StandardCharsets.UTF_8).length > SHORT_BYTES;
  }

  private static RefusedException tooLong(String what) {
    return new RefusedException(
        RefusalCode.BAD_HEADER, what + " takes at most " + SHORT_BYTES + " bytes of UTF-8.");
  }

  private static boolean isHarmless(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return !RABBIT_OWN.contains(lower) && !lower.startsWith("x-") && !lower.startsWith(OWN);
  }

  /// What a subscriber is told of a message that RabbitMQ had for it.
  ///
  /// @param message the headers of RabbitMQ's MESSAGE
  /// @param acknowledged whether it needs an `ack` header
  static Headers toClient(
      Map<String, List<String>> message,
      String destination,
      @Nullable String subscription,
      boolean acknowledged) {
    String id = first(message, ID) == null ? MessageIds.next() : first(message, ID);
    Headers.Builder headers = Headers.builder().add("destination", destination);
    add(headers, "subscription", subscription);
    add(headers, "message-id", id);
    add(headers, "ack", acknowledged ? id : null);
    add(headers, "timestamp", timestamp(message));
    add(headers, "publisher", first(message, PUBLISHER));
    message.forEach((name, values) -> {
      if (Drafts.isPassedOn(name) && !NOT_TOLD.contains(name) && !name.startsWith(OWN)) {
        add(headers, name, values.getFirst());
      }
    });
    return headers.build();
  }

  private static void add(Headers.Builder headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name, value);
    }
  }

  /// In milliseconds, where AMQP has seconds.
  private static @Nullable String timestamp(Map<String, List<String>> message) {
    String amqp = first(message, "timestamp");
    return first(message, TIMESTAMP) == null && amqp != null
        ? amqp + "000"
        : first(message, TIMESTAMP);
  }

  private static @Nullable String first(Map<String, List<String>> headers, String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.getFirst();
  }
}
