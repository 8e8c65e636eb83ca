package io.switchboard.transport;

import io.switchboard.protocol.CloseCode;
import java.io.IOException;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/// Sends back what it gets, text and binary, message for message. It reads no further while a
/// client does not take its echo over WebSocket. Over SockJS's HTTP, where a client may send and
/// not read, a hundred messages wait for it, and with one more it is too slow.
final class EchoHandler extends AbstractWebSocketHandler {

  private static final CloseStatus TOO_SLOW =
      new CloseStatus(CloseCode.TOO_SLOW.code(), CloseCode.TOO_SLOW.reason());

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message)
      throws IOException {
    echo(session, message);
  }

  @Override
  protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message)
      throws IOException {
    echo(session, message);
  }

  private static void echo(WebSocketSession session, WebSocketMessage<?> message)
      throws IOException {
    try {
      session.sendMessage(message);
    } catch (IllegalStateException e) { // the cache of Spring's SockJS session is full
      session.close(TOO_SLOW);
    }
  }
}
