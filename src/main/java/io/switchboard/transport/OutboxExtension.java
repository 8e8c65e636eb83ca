package io.switchboard.transport;

import io.switchboard.broker.Session;
import io.switchboard.protocol.WebSocketFraming;
import java.nio.ByteBuffer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.common.JettyWebSocketFrameHandler;
import org.eclipse.jetty.websocket.core.AbstractExtension;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;

/// Turns the frames that Jetty itself sends on a connection (pongs, closes) over to the session's
/// outbox, which is so the only one that ever writes to the socket. A write beside Jetty's own
/// would fail, or cut into a frame, as soon as a client sends a PING while its socket is full.
///
/// Internal: its name begins with `@`, so Jetty never offers or negotiates it. It is the only
/// extension of its connection, which keeps permessage-deflate out. Public for Jetty to make it.
public final class OutboxExtension extends AbstractExtension {

  static final String NAME = "@outbox";

  /// Jetty cuts the connection as soon as it has heard the client's close after it has begun to say
  /// ours, though ours may still be on its way to the socket: the client's waits for that.
  private final Sequel clientsClose = new Sequel();

  private volatile @Nullable Session session;
  private volatile boolean closed;

  /// From now on the session's outbox writes.
  void attach(Session session) {
    this.session = session;
    if (closed) {
      session.end();
    }
  }

  /// The connection is gone. Not sooner: Jetty tells the application of a client's close before it
  /// answers it.
  @Override
  public void close() {
    closed = true;
    Session owner = session;
    if (owner != null) {
      owner.end();
    }
  }

  /// Lets go of the HTTP request behind the handshake, just before Jetty makes its session of it.
  @Override
  public void setCoreSession(CoreSession coreSession) {
    super.setCoreSession(coreSession);
    if (coreSession instanceof WebSocketCoreSession core
        && core.getHandler() instanceof JettyWebSocketFrameHandler handler) {
      handler.setUpgradeRequest(new PastUpgradeRequest(handler.getUpgradeRequest()));
      handler.setUpgradeResponse(
          new PastUpgradeResponse(handler.getUpgradeResponse().getAcceptedSubProtocol()));
    }
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    Session listener = session;
    if (listener != null) {
      listener.heard();
    }
    if (frame.getOpCode() == OpCode.CLOSE) {
      clientsClose.come(() -> super.onFrame(frame, callback));
    } else {
      super.onFrame(frame, callback);
    }
  }

  @Override
  public void sendFrame(OutgoingEntry entry) {
    Session owner = session;
    if (owner == null) {
      super.sendFrame(entry); // the connection failed before it had a session
      return;
    }
    byte[] bytes = encode(entry.getFrame());
    Callback callback = entry.getCallback();
    if (entry.getFrame().getOpCode() == OpCode.CLOSE) {
      boolean cutsOff =
          clientsClose.begin() && CloseStatus.getCloseStatus(entry.getFrame()).isAbnormal();
      // What follows a close runs the application's listeners: never on a lane.
      owner.lastControl(bytes, () -> Thread.startVirtualThread(() -> said(callback, cutsOff)));
    } else {
      // Jetty passes the next frame only when this one is done, and a close must not wait behind a
      // pong to a client that does not read.
      owner.control(bytes);
      callback.succeeded();
    }
  }

  /// Our close was written, or can no longer be.
  ///
  /// @param cutsOff whether Jetty cuts the connection now, without waiting for the client's
  private void said(Callback callback, boolean cutsOff) {
    try {
      if (cutsOff && getCoreSession() instanceof WebSocketCoreSession core) {
        Leftovers.discard(core.getConnection().getEndPoint());
      }
    } finally {
      callback.succeeded(); // or the session would never end
      clientsClose.end();
    }
  }

  private static byte[] encode(Frame frame) {
    ByteBuffer payload = frame.getPayload().slice();
    int length = payload.remaining();
    int header = WebSocketFraming.headerLength(length);
    byte[] bytes = new byte[header + length];
    WebSocketFraming.writeHeader(bytes, 0, frame.getOpCode(), length);
    if (!frame.isFin()) {
      bytes[0] &= 0x7f;
    }
    payload.get(bytes, header, length);
    return bytes;
  }
}
