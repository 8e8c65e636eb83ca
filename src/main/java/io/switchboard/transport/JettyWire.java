package io.switchboard.transport;

import io.switchboard.broker.Transport;
import io.switchboard.broker.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes runs of complete WebSocket frames straight to Jetty's end point, without blocking.
///
/// Confined to the lane, but for the end of a write, which comes from any thread.
final class JettyWire implements Wire, Callback {

  private static final Logger LOG = LoggerFactory.getLogger(JettyWire.class);

  private enum Progress {
    IDLE,
    /// The call that starts a write has not returned.
    STARTING,
    /// It returned before the write was done.
    UNDER_WAY,
    FAILED
  }

  private final WebSocketCoreSession core;
  private final EndPoint endPoint;
  private final @Nullable SocketChannel channel;
  private final @Nullable Goodbye goodbye;
  private final AtomicReference<Progress> progress = new AtomicReference<>(Progress.IDLE);
  private volatile @Nullable Written written;

  /// What a protocol on top of WebSocket says before the close frame. May block.
  interface Goodbye {
    void say(int code, String reason);
  }

  /// @param goodbye `null` where the close frame says it all
  JettyWire(WebSocketCoreSession core, @Nullable Goodbye goodbye) {
    this.core = core;
    this.endPoint = core.getConnection().getEndPoint();
    this.channel = channelOf(endPoint);
    this.goodbye = goodbye;
  }

  @Override
  public Transport transport() {
    return goodbye == null ? Transport.WEBSOCKET : Transport.SOCKJS_WEBSOCKET;
  }

  /// Past Jetty's end point, whose write flusher costs as much as the JDK's part of the write.
  @Override
  public void writeNow(ByteBuffer bytes) {
    if (channel == null) {
      return; // TLS: the end point encrypts
    }
    try {
      channel.write(bytes);
    } catch (IOException e) {
      LOG.debug("A write failed; the end point will say so too", e);
    }
  }

  @Override
  public boolean write(ByteBuffer bytes, Written listener) {
    written = listener;
    progress.set(Progress.STARTING);
    endPoint.write(this, bytes);
    return !progress.compareAndSet(Progress.STARTING, Progress.UNDER_WAY)
        && progress.get() == Progress.IDLE;
  }

  @Override
  public void succeeded() {
    if (!progress.compareAndSet(Progress.STARTING, Progress.IDLE)) {
      progress.set(Progress.IDLE);
      tell(null);
    }
  }

  /// Also where it failed at once, the lane hears of it in a later turn.
  @Override
  public void failed(Throwable cause) {
    progress.set(Progress.FAILED);
    tell(cause);
  }

  private static @Nullable SocketChannel channelOf(EndPoint endPoint) {
    return endPoint instanceof SocketChannelEndPoint socket ? socket.getChannel() : null;
  }

  private void tell(@Nullable Throwable failure) {
    Written listener = written;
    if (listener != null) {
      listener.done(failure);
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean canPing() {
    return true;
  }

  @Override
  public void ping() {
    core.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
  }

  @Override
  public void close(int code, String reason) {
    if (goodbye == null) {
      PoliteClose.send(core, code, reason);
    } else {
      Thread.startVirtualThread(() -> goodbye.say(code, reason));
    }
  }

  @Override
  public boolean hasUnread() {
    Object transport = endPoint.getTransport();
    if (transport instanceof EndPoint belowTls) {
      transport = belowTls.getTransport();
    }
    try {
      return transport instanceof SocketChannel socket
          && socket.socket().getInputStream().available() > 0;
    } catch (IOException e) {
      LOG.debug("The connection is gone, which the end point will say too", e);
      return false;
    }
  }

  /// The end of a connection runs the application's listeners: never on the lane.
  @Override
  public void abort() {
    Thread.startVirtualThread(core::abort);
  }
}
