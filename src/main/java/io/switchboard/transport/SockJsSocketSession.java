package io.switchboard.transport;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.sockjs.transport.SockJsServiceConfig;
import org.springframework.web.socket.sockjs.transport.session.WebSocketServerSockJsSession;
import tools.jackson.core.JacksonException;

/// A SockJS session over WebSocket that ends without a word in the log where the client sends what
/// is no JSON array of texts. Spring logs that as an error of ours, for anyone to cause.
final class SockJsSocketSession extends WebSocketServerSockJsSession {

  SockJsSocketSession(
      String id,
      SockJsServiceConfig config,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    super(id, config, handler, attributes);
  }

  @Override
  public void handleMessage(TextMessage message, WebSocketSession webSocket) throws Exception {
    if (message.getPayloadLength() == 0) {
      return;
    }
    String[] messages = textsIn(message);
    if (messages == null) {
      close(CloseStatus.BAD_DATA);
    } else {
      delegateMessages(messages);
    }
  }

  private String @Nullable [] textsIn(TextMessage message) throws IOException {
    try {
      String[] texts = getSockJsServiceConfig().getMessageCodec().decode(message.getPayload());
      return texts == null || Arrays.asList(texts).contains(null) ? null : texts;
    } catch (JacksonException e) {
      return null;
    }
  }
}
