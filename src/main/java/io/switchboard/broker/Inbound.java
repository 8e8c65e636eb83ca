package io.switchboard.broker;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.NativeMessageHeaderAccessor;

/// What the transport puts into the headers of a client's message besides Spring's own.
public final class Inbound {

  /// The [Session] it came from.
  public static final String SESSION = "switchboardSession";

  /// `true` where the body came as WebSocket text, which the container has checked to be UTF-8.
  public static final String TEXT = "switchboardText";

  private Inbound() {}

  /// The session it came from, `null` for what the application sends.
  public static @Nullable Session session(Message<?> message) {
    return (Session) message.getHeaders().get(SESSION);
  }

  /// The `receipt` it asks for.
  public static @Nullable String receipt(Message<?> message) {
    return header(message, "receipt");
  }

  static boolean isText(Message<?> message) {
    return Boolean.TRUE.equals(message.getHeaders().get(TEXT));
  }

  /// The first value of one of the frame's headers.
  static @Nullable String header(Message<?> message, String name) {
    List<String> values = headers(message).get(name);
    return values == null || values.isEmpty() ? null : values.getFirst();
  }

  /// The frame's headers, names to values.
  @SuppressWarnings("unchecked") // Spring's own accessors put nothing else there
  static Map<String, List<String>> headers(Message<?> message) {
    Object headers = message.getHeaders().get(NativeMessageHeaderAccessor.NATIVE_HEADERS);
    return headers == null ? Map.of() : (Map<String, List<String>>) headers;
  }
}
