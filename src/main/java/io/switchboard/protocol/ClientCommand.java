package io.switchboard.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client says. The constant's name is the command's text on the wire.
enum ClientCommand {
  SEND,
  SUBSCRIBE,
  UNSUBSCRIBE,
  ACK,
  NACK,
  BEGIN,
  COMMIT,
  ABORT,
  DISCONNECT,
  CONNECT,
  /// CONNECT by its other name (STOMP 1.1, "CONNECT or STOMP Frame").
  STOMP;

  private static final List<ClientCommand> ALL = List.of(values());

  static @Nullable ClientCommand of(byte[] bytes, int from, int to) {
    for (ClientCommand command : ALL) {
      if (Bytes.equal(command.name(), bytes, from, to)) {
        return command;
      }
    }
    return null;
  }

  /// Whether more bytes could still make a command of these.
  static boolean mayBegin(byte[] bytes, int from, int to) {
    return ALL.stream().anyMatch(command -> Bytes.startsWith(command.name(), bytes, from, to));
  }

  boolean connects() {
    return this == CONNECT || this == STOMP;
  }

  /// STOMP 1.2, "Body": of what a client sends only SEND has one.
  boolean mayHaveBody() {
    return this == SEND;
  }

  ClientFrame frame(Headers headers, byte[] body) {
    return switch (this) {
      case SEND -> new ClientFrame.Send(headers, body);
      case SUBSCRIBE -> new ClientFrame.Subscribe(headers);
      case UNSUBSCRIBE -> new ClientFrame.Unsubscribe(headers);
      case ACK -> new ClientFrame.Ack(headers);
      case NACK -> new ClientFrame.Nack(headers);
      case BEGIN -> new ClientFrame.Begin(headers);
      case COMMIT -> new ClientFrame.Commit(headers);
      case ABORT -> new ClientFrame.Abort(headers);
      case DISCONNECT -> new ClientFrame.Disconnect(headers);
      case CONNECT, STOMP -> new ClientFrame.Connect(headers);
    };
  }
}
