package io.switchboard.cluster;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.MultiValueMap;

/// The frames that RabbitMQ gets, as Spring's relay takes them. Nothing stands in them but what is
/// put there here.
final class RelayFrames {

  private static final byte[] EMPTY = new byte[0];

  private RelayFrames() {}

  /// Spring adds who logs in, and the virtual host.
  static Message<byte[]> connect(String session, Duration heartBeat) {
    StompHeaderAccessor frame = frame(StompCommand.CONNECT, session);
    frame.setAcceptVersion("1.2");
    frame.setHeartbeat(heartBeat.toMillis(), heartBeat.toMillis());
    return message(frame, EMPTY);
  }

  /// To a queue of its own, which ends with the connection, and by itself where nobody reads it.
  static Message<byte[]> subscribe(
      String session, String id, String destination, Duration expiry, String receipt) {
    StompHeaderAccessor frame = frame(StompCommand.SUBSCRIBE, session);
    frame.setSubscriptionId(id);
    frame.setDestination(destination);
    frame.setAck("auto");
    frame.setNativeHeader("durable", "false");
    frame.setNativeHeader("auto-delete", "true");
    frame.setNativeHeader("exclusive", "true");
    frame.setNativeHeader("x-expires", Long.toString(expiry.toMillis()));
    return message(frame, receipt);
  }

  static Message<byte[]> unsubscribe(String session, String id, @Nullable String receipt) {
    StompHeaderAccessor frame = frame(StompCommand.UNSUBSCRIBE, session);
    frame.setSubscriptionId(id);
    return message(frame, receipt);
  }

  /// @param session `null` for what the application sends
  static Message<byte[]> send(
      @Nullable String session,
      String destination,
      MultiValueMap<String, String> headers,
      byte[] body,
      @Nullable String receipt) {
    StompHeaderAccessor frame = frame(StompCommand.SEND, session);
    if (session == null) { // Spring is not to wait without end until it was written
      frame.setHeader(SimpMessageHeaderAccessor.IGNORE_ERROR, true);
    }
    headers.forEach((name, values) -> frame.setNativeHeader(name, values.getFirst()));
    frame.setDestination(destination);
    if (receipt != null) {
      frame.setReceipt(receipt);
    }
    return message(frame, body);
  }

  static Message<byte[]> disconnect(String session, @Nullable String receipt) {
    return message(frame(StompCommand.DISCONNECT, session), receipt);
  }

  static Message<byte[]> heartBeat() {
    return MessageBuilder.createMessage(
        new byte[] {'\n'}, StompHeaderAccessor.createForHeartbeat().getMessageHeaders());
  }

  private static StompHeaderAccessor frame(StompCommand command, @Nullable String session) {
    StompHeaderAccessor frame = StompHeaderAccessor.create(command);
    if (session != null) {
      frame.setSessionId(session);
    }
    frame.setLeaveMutable(true);
    return frame;
  }

  private static Message<byte[]> message(StompHeaderAccessor frame, @Nullable String receipt) {
    if (receipt != null) {
      frame.setReceipt(receipt);
    }
    return message(frame, EMPTY);
  }

  private static Message<byte[]> message(StompHeaderAccessor frame, byte[] body) {
    return MessageBuilder.createMessage(body, frame.getMessageHeaders());
  }
}
