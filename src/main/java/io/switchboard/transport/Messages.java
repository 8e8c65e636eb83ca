package io.switchboard.transport;

import io.switchboard.broker.Drafts;
import io.switchboard.broker.Inbound;
import io.switchboard.protocol.ClientFrame;
import io.switchboard.protocol.Headers;
import io.switchboard.protocol.ServerCommand;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/// Between STOMP frames and Spring's messages.
final class Messages {

  private static final byte[] EMPTY = new byte[0];

  private Messages() {}

  /// A frame for one session, as Spring's outbound channel carries it.
  record Outgoing(
      ServerCommand command, Headers headers, byte[] body, boolean text, Message<byte[]> message) {}

  static StompHeaderAccessor accessor(ClientFrame frame) {
    MultiValueMap<String, String> headers = new LinkedMultiValueMap<>();
    for (int i = 0; i < frame.headers().size(); i++) {
      headers.add(frame.headers().name(i), frame.headers().value(i));
    }
    return StompHeaderAccessor.create(commandOf(frame), headers);
  }

  static Message<byte[]> create(StompHeaderAccessor accessor, ClientFrame frame) {
    byte[] body = frame instanceof ClientFrame.Send send ? send.body() : EMPTY;
    return MessageBuilder.createMessage(body, accessor.getMessageHeaders());
  }

  private static StompCommand commandOf(ClientFrame frame) {
    return switch (frame) {
      case ClientFrame.Connect f -> StompCommand.CONNECT;
      case ClientFrame.Send f -> StompCommand.SEND;
      case ClientFrame.Subscribe f -> StompCommand.SUBSCRIBE;
      case ClientFrame.Unsubscribe f -> StompCommand.UNSUBSCRIBE;
      case ClientFrame.Ack f -> StompCommand.ACK;
      case ClientFrame.Nack f -> StompCommand.NACK;
      case ClientFrame.Begin f -> StompCommand.BEGIN;
      case ClientFrame.Commit f -> StompCommand.COMMIT;
      case ClientFrame.Abort f -> StompCommand.ABORT;
      case ClientFrame.Disconnect f -> StompCommand.DISCONNECT;
      case ClientFrame.HeartBeat f -> throw new IllegalArgumentException("no message");
    };
  }

  /// What tells interceptors and the broker that a connection is gone.
  static Message<byte[]> disconnect(OutboundSession session) {
    return ofServer(session, StompHeaderAccessor.create(StompCommand.DISCONNECT));
  }

  /// What tells listeners that the server has ended a subscription.
  static Message<byte[]> unsubscribe(OutboundSession session, String id) {
    StompHeaderAccessor accessor = StompHeaderAccessor.create(StompCommand.UNSUBSCRIBE);
    accessor.setSubscriptionId(id);
    return ofServer(session, accessor);
  }

  /// What the client itself did not say.
  private static Message<byte[]> ofServer(OutboundSession session, StompHeaderAccessor accessor) {
    accessor.setSessionId(session.getId());
    accessor.setSessionAttributes(session.getAttributes());
    accessor.setUser(session.getPrincipal());
    accessor.setHeader(Inbound.SESSION, session.session());
    accessor.setLeaveMutable(true);
    return MessageBuilder.createMessage(EMPTY, accessor.getMessageHeaders());
  }

  /// @return `null` for what is no frame to a client
  static @Nullable Outgoing outgoing(Message<?> message) {
    if (!(message.getPayload() instanceof byte[] body)) {
      return null;
    }
    StompHeaderAccessor accessor = serverAccessor(message);
    ServerCommand command = commandOf(accessor.getCommand());
    if (command == null) {
      return null;
    }
    Headers headers = headersOf(accessor);
    return new Outgoing(
        command,
        headers,
        body,
        isText(message, headers, body),
        MessageBuilder.createMessage(body, accessor.getMessageHeaders()));
  }

  private static StompHeaderAccessor serverAccessor(Message<?> message) {
    if (MessageHeaderAccessor.getAccessor(message, MessageHeaderAccessor.class)
            instanceof StompHeaderAccessor stomp
        && stomp.getCommand() != StompCommand.SEND) {
      return stomp;
    }
    StompHeaderAccessor wrapped = StompHeaderAccessor.wrap(message);
    if (wrapped.getMessageType() == SimpMessageType.MESSAGE) {
      wrapped.updateStompCommandAsServerMessage();
    }
    return wrapped;
  }

  private static @Nullable ServerCommand commandOf(@Nullable StompCommand command) {
    return switch (command) {
      case CONNECTED -> ServerCommand.CONNECTED;
      case MESSAGE -> ServerCommand.MESSAGE;
      case RECEIPT -> ServerCommand.RECEIPT;
      case ERROR -> ServerCommand.ERROR;
      case null, default -> null;
    };
  }

  private static Headers headersOf(StompHeaderAccessor accessor) {
    Headers.Builder headers = Headers.builder();
    for (Map.Entry<String, List<String>> header : accessor.toNativeHeaderMap().entrySet()) {
      String first = header.getValue().isEmpty() ? null : header.getValue().getFirst();
      if (first != null && !header.getKey().equals("content-length")) {
        headers.add(header.getKey(), first);
      }
    }
    return headers.build();
  }

  /// As the broker says of a publication, else by its content type and its bytes.
  private static boolean isText(Message<?> message, Headers headers, byte[] body) {
    return message.getHeaders().get(Inbound.TEXT) instanceof Boolean text
        ? text
        : Drafts.isText(headers, body);
  }
}
