package io.switchboard.transport;

import io.switchboard.broker.Wire;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;

/// Writes runs of complete WebSocket frames straight to Jetty's end point, without blocking.
///
/// Confined to the lane, but for the end of a write, which comes from any thread.
final class JettyWire implements Wire, Callback {

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
    this.goodbye = goodbye;
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
      core.close(code, reason, Callback.NOOP);
    } else {
      Thread.startVirtualThread(() -> goodbye.say(code, reason));
    }
  }

  /// The end of a connection runs the application's listeners: never on the lane.
  @Override
  public void abort() {
    Thread.startVirtualThread(core::abort);
  }
}
