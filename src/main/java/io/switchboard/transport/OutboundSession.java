package io.switchboard.transport;

import io.switchboard.broker.Session;
import io.switchboard.protocol.FrameDecoder;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/// A Spring session with an outbox: whatever is sent through it, or closes it, goes through that
/// and returns at once.
///
/// What it reads with is confined to the connection's thread.
final class OutboundSession extends WebSocketSessionDecorator {

  private final Session session;
  private final FrameDecoder decoder;
  private volatile @Nullable Principal user;
  private boolean connecting;
  private boolean failed;

  OutboundSession(WebSocketSession delegate, Session session, FrameDecoder decoder) {
    super(delegate);
    this.session = session;
    this.decoder = decoder;
    this.user = delegate.getPrincipal();
  }

  Session session() {
    return session;
  }

  FrameDecoder decoder() {
    return decoder;
  }

  /// Whether a CONNECT came, accepted or not.
  boolean hasConnected() {
    return connecting;
  }

  void connects() {
    connecting = true;
  }

  /// Nothing the client sends from now on counts.
  void fail() {
    failed = true;
  }

  boolean hasFailed() {
    return failed;
  }

  void user(@Nullable Principal user) {
    this.user = user;
  }

  @Override
  public @Nullable Principal getPrincipal() {
    return user;
  }

  @Override
  public void close() {
    close(CloseStatus.NORMAL);
  }

  /// After all that is queued; never blocks.
  @Override
  public void close(CloseStatus status) {
    session.close(status.getCode(), status.getReason() == null ? "" : status.getReason());
  }
}
