package io.switchboard.broker;

import io.switchboard.history.Draft;
import io.switchboard.protocol.Destination;
import io.switchboard.protocol.Headers;
import io.switchboard.protocol.RefusalCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;

/// Makes drafts of what clients and the application send.
public final class Drafts {

  /// Headers that only the server may set, that concern the sender's frame alone, or that hold a
  /// secret of the sender's. In lower case; however a client writes them, they are not passed on.
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "destination",
          "subscription",
          "message-id",
          "ack",
          "timestamp",
          "publisher",
          "replay",
          "redelivered",
          "code",
          "receipt",
          "receipt-id",
          "transaction",
          "content-length",
          "content-encoding",
          "idempotency-key",
          "authorization",
          "login",
          "passcode");

  private Drafts() {}

  /// Of a client's SEND.
  static Draft ofClient(Destination.Topic topic, Session session, Message<?> message) {
    byte[] body = (byte[]) message.getPayload();
    Headers headers = headersOf(message);
    boolean text = isText(headers, body, Inbound.isText(message));
    if (!text && claimsText(headers)) {
      throw new RefusedException(
          RefusalCode.BAD_ENCODING, "The content type says text, but the body is not UTF-8.");
    }
    return new Draft(topic.channel(), topic.text(), session.user(), null, headers, body, text);
  }

  /// Of the application's own message to a channel.
  static Draft ofServer(Destination.Topic topic, Message<?> message) {
    byte[] body = bodyOf(message);
    Headers headers = headersOf(message);
    return new Draft(
        topic.channel(), topic.text(), null, null, headers, body, isText(headers, body, false));
  }

  /// Of the application's own message to a user, or to one session.
  ///
  /// Answers and errors concern the session whose message is being handled, if one of that user's
  /// is. A session without a user is meant where the message names it and its id stands for the
  /// user, as Spring has it.
  static Draft ofServer(Destination.UserTarget target, Message<?> message) {
    String named = SimpMessageHeaderAccessor.getSessionId(message.getHeaders());
    String current = ApplicationMessageHandler.currentSessionId(target.user());
    if (named == null) {
      boolean answer = UserChannel.isOneSessions(target.queue());
      return ofServer(target, answer ? current : null, message);
    }
    boolean nobodys = named.equals(target.user()) && !named.equals(current);
    return nobodys ? ofServerToNobody(target, message) : ofServer(target, named, message);
  }

  static Draft ofServer(
      Destination.UserTarget target, @Nullable String onlySession, Message<?> message) {
    String channel = UserChannel.of(target.user(), target.queue());
    return ofServer(channel, target.queue(), onlySession, message);
  }

  /// Of the application's own message to a session without a user, whose id stands for one.
  private static Draft ofServerToNobody(Destination.UserTarget target, Message<?> message) {
    String channel = UserChannel.ofSession(target.user(), target.queue());
    return ofServer(channel, target.queue(), target.user(), message);
  }

  private static Draft ofServer(
      String channel, String queue, @Nullable String onlySession, Message<?> message) {
    byte[] body = bodyOf(message);
    Headers headers = headersOf(message);
    return new Draft(
        channel,
        UserChannel.destination(queue),
        null,
        onlySession,
        headers,
        body,
        isText(headers, body, false));
  }

  /// Whether clients can be sent what the application publishes: with more than half of what may
  /// wait for one, it would be closed as too slow for nothing else. Clients' own are held to that
  /// by the largest body that is taken.
  ///
  /// @throws MessageDeliveryException if not
  static void checkSize(Draft draft, int outboxBytes, Message<?> message) {
    int bytes = bytesOf(draft);
    if (bytes > outboxBytes / 2) {
      throw new MessageDeliveryException(
          message,
          "%s would get %d bytes, but at most %d can be sent: half of switchboard.limits.outbox"
              .formatted(draft.destination(), bytes, outboxBytes / 2));
    }
  }

  /// What it takes up while it is queued: headers may outweigh the body by far.
  static int bytesOf(Draft draft) {
    int bytes = draft.body().length;
    Headers headers = draft.headers();
    for (int i = 0; i < headers.size(); i++) {
      bytes += headers.name(i).length() + headers.value(i).length();
    }
    return bytes;
  }

  private static byte[] bodyOf(Message<?> message) {
    if (message.getPayload() instanceof byte[] body) {
      return body;
    }
    throw new IllegalArgumentException(
        "A message for the broker needs a byte[] payload; use SimpMessagingTemplate's"
            + " convertAndSend");
  }

  private static Headers headersOf(Message<?> message) {
    Headers.Builder headers = Headers.builder();
    for (Map.Entry<String, List<String>> header : Inbound.headers(message).entrySet()) {
      List<String> values = header.getValue();
      if (isPassedOn(header.getKey()) && values != null && !values.isEmpty()) {
        headers.add(header.getKey(), values.getFirst() == null ? "" : values.getFirst());
      }
    }
    Object contentType = message.getHeaders().get(MessageHeaders.CONTENT_TYPE);
    if (contentType != null) {
      headers.add("content-type", contentType.toString());
    }
    return headers.build();
  }

  /// Whether a header of a publisher's is for subscribers. Clients there are that take white space
  /// off a name before they look at it.
  public static boolean isPassedOn(String name) {
    return !NOT_PASSED_ON.contains(trimmed(name).toLowerCase(Locale.ROOT));
  }

  /// As JavaScript does it, which counts more as white space than [String#strip].
  private static String trimmed(String name) {
    int from = 0;
    int to = name.length();
    while (from < to && isBlank(name.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(name.charAt(to - 1))) {
      to--;
    }
    return name.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
  }

  /// Whether a body may go as text, by its content type and its bytes.
  public static boolean isText(Headers headers, byte[] body) {
    return isText(headers, body, false);
  }

  private static boolean isText(Headers headers, byte[] body, boolean checked) {
    boolean binary = isBinary(mediaType(headers)) && !claimsText(headers);
    return !binary && (checked || isUtf8(body));
  }

  private static boolean isBinary(String type) {
    return type.equals("application/octet-stream")
        || type.startsWith("image/")
        || type.startsWith("audio/")
        || type.startsWith("video/");
  }

  /// By its name or by its structure: `image/svg+xml` (RFC 6839).
  private static boolean claimsText(Headers headers) {
    String type = mediaType(headers);
    return type.startsWith("text/")
        || type.endsWith("/json")
        || type.endsWith("+json")
        || type.endsWith("/xml")
        || type.endsWith("+xml");
  }

  /// The content type without its parameters, in lower case; empty where there is none.
  private static String mediaType(Headers headers) {
    String type = headers.get("content-type");
    if (type == null) {
      return "";
    }
    int semicolon = type.indexOf(';');
    String media = semicolon < 0 ? type : type.substring(0, semicolon);
    return media.strip().toLowerCase(Locale.ROOT);
  }

  private static boolean isUtf8(byte[] body) {
    for (byte b : body) {
      if (b < 0) {
        return decodes(body);
      }
    }
    return true;
  }

  private static boolean decodes(byte[] body) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
