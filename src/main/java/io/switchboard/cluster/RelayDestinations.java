package io.switchboard.cluster;

import io.switchboard.protocol.Destination;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// What streams are called in RabbitMQ.
///
/// A channel is a routing key of `amq.topic`, as the plugin has it for `/topic`. What is a user's
/// own goes by `amq.direct`, where there are no patterns and to which no client's destination
/// leads: on `amq.topic` whoever may subscribe to `#` would get everybody's.
final class RelayDestinations {

  private static final String TOPIC = "/topic/";
  private static final String USERS = "/exchange/amq.direct/switchboard.user.";

  private RelayDestinations() {}

  /// @param stream a channel's name, a pattern, or a user's stream, which begins with a slash
  static String of(String stream) {
    return stream.startsWith("/") ? USERS + digest(stream) : TOPIC + stream;
  }

  /// A routing key has at most 255 bytes, and a user any name.
  private static String digest(String stream) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(stream.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The channel that a message of RabbitMQ's came by, as clients call it.
  ///
  /// @param destination of the MESSAGE, in which RabbitMQ escapes what is not ASCII
  /// @return `null` where its routing key is no channel's name, so that no policy has judged it
  static @Nullable String channel(String destination) {
    try {
      String plain = destination.replace("+", "%2B");
      return Destination.parse(URLDecoder.decode(plain, StandardCharsets.UTF_8))
              instanceof Destination.Topic topic
          ? topic.text()
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
