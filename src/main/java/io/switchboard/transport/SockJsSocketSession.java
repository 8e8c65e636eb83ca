package io.switchboard.transport;

import io.switchboard.security.IdentityInterceptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.Arrays;
import java.util.Map;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.sockjs.transport.SockJsServiceConfig;
import org.springframework.web.socket.sockjs.transport.session.WebSocketServerSockJsSession;
import tools.jackson.core.JacksonException;

/// A SockJS session over WebSocket that ends without a word in the log where the client sends what
/// is no JSON array of texts, which Spring logs as an error of ours, for anyone to cause; that says
/// goodbye [politely][PoliteClose]; and that may be asked who it is before it has its WebSocket.
final class SockJsSocketSession extends WebSocketServerSockJsSession {

  private volatile @Nullable WebSocketSession webSocket;

  SockJsSocketSession(
      String id,
      SockJsServiceConfig config,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    super(id, config, handler, attributes);
  }

  @Override
  public void initializeDelegateSession(WebSocketSession session) {
    webSocket = session;
    super.initializeDelegateSession(session);
  }

  /// Spring asks when another request comes for this session, which may be before it has begun.
  @Override
  public @Nullable Principal getPrincipal() {
    WebSocketSession begun = webSocket;
    return begun == null ? IdentityInterceptor.user(getAttributes()) : begun.getPrincipal();
  }

  @Override
  public @Nullable InetSocketAddress getRemoteAddress() {
    WebSocketSession begun = webSocket;
    return begun == null ? null : begun.getRemoteAddress();
  }

  @Override
  protected void disconnect(CloseStatus status) throws IOException {
    WebSocketCoreSession core = StompWebSocketHandler.coreSession(this);
    if (core == null) {
      super.disconnect(status);
    } else {
      String reason = status.getReason();
      PoliteClose.send(core, status.getCode(), reason == null ? "" : reason);
    }
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
