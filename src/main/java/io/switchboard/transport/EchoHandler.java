package io.switchboard.transport;

import java.io.IOException;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/// Sends back what it gets, text and binary, message for message. It reads no further while a
/// client does not take its echo.
final class EchoHandler extends AbstractWebSocketHandler {

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message)
      throws IOException {
    session.sendMessage(message);
  }

  @Override
  protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message)
      throws IOException {
    session.sendMessage(message);
  }
}
