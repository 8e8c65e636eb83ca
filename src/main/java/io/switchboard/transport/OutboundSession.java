package io.switchboard.transport;

import io.switchboard.broker.Refusal;
import io.switchboard.broker.Session;
import io.switchboard.protocol.FrameDecoder;
import io.switchboard.security.ClientLimits;
import io.switchboard.security.IdentityInterceptor;
import io.switchboard.security.Pace;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/// A Spring session with an outbox, through which it is closed once all that waits was sent.
/// Whoever has something to send gives it to the [Session].
///
/// What it reads with is confined to the connection's thread.
final class OutboundSession extends WebSocketSessionDecorator {

  private static final String ATTRIBUTE = OutboundSession.class.getName();

  private final Session session;
  private final FrameDecoder decoder;
  private final ClientLimits.Admission admission;
  private final boolean closesLater;
  private final Sequel endAnnounced = new Sequel();
  private volatile @Nullable Principal user;
  private boolean connecting;
  private boolean failed;
  private boolean text;

  private OutboundSession(
      WebSocketSession delegate,
      Session session,
      FrameDecoder decoder,
      ClientLimits.Admission admission,
      boolean closesLater) {
    super(delegate);
    this.closesLater = closesLater;
    this.session = session;
    this.decoder = decoder;
    this.admission = admission;
    this.user = userOf(delegate);
  }

  /// Of the handshake. A SockJS session over HTTP has no upgrade to put a token's user in.
  private static @Nullable Principal userOf(WebSocketSession session) {
    return IdentityInterceptor.settle(session.getAttributes(), session.getPrincipal());
  }

  /// Decorates the session, which remembers it.
  ///
  /// @param closesLater whether the connection tells by itself when it is gone
  static OutboundSession of(
      WebSocketSession delegate,
      Session session,
      FrameDecoder decoder,
      ClientLimits.Admission admission,
      boolean closesLater) {
    OutboundSession decorated =
        new OutboundSession(delegate, session, decoder, admission, closesLater);
    delegate.getAttributes().put(ATTRIBUTE, decorated);
    return decorated;
  }

  /// Whether the session is one of ours that has not ended.
  static boolean isBegun(WebSocketSession session) {
    return session.getAttributes().containsKey(ATTRIBUTE);
  }

  /// The decorator of a session that has ended, of which Spring tells with the bare one.
  ///
  /// @return `null` the second time, and for a session that was never begun
  static @Nullable OutboundSession take(WebSocketSession session) {
    return (OutboundSession) session.getAttributes().remove(ATTRIBUTE);
  }

  Session session() {
    return session;
  }

  /// What the application hears of its end, which waits until all have heard of its beginning.
  Sequel endAnnounced() {
    return endAnnounced;
  }

  /// The connection is gone.
  void ended() {
    if (closesLater) {
      session.leave();
    } else {
      session.end();
    }
  }

  FrameDecoder decoder() {
    return decoder;
  }

  /// Whether the frames that the next message ends are text in all their pieces: one may have begun
  /// in a message before, and only those of text were checked to be UTF-8.
  ///
  /// @param message whether that message is text
  boolean isText(boolean message) {
    text = message && (text || decoder.idle());
    return text;
  }

  /// What its frames are held to.
  Pace pace() {
    return admission.pace();
  }

  /// Why it may not connect, `null` where it may.
  @Nullable Refusal refusal() {
    return admission.refusal();
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
