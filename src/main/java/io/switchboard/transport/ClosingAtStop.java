package io.switchboard.transport;

import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.protocol.CloseCode;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.SmartLifecycle;

/// Says goodbye to every session when the application stops, while its web server still runs:
/// Spring would close them after that, when nothing reaches them any more.
final class ClosingAtStop implements SmartLifecycle {

  /// Before Boot's graceful shutdown of the web server, which is the first to stop otherwise.
  private static final int PHASE = Integer.MAX_VALUE;

  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

  private final SwitchboardBroker broker;
  private final Duration patience;
  private volatile boolean running;

  /// @param patience how long to wait for the clients' own goodbyes
  ClosingAtStop(SwitchboardBroker broker, Duration patience) {
    this.broker = broker;
    this.patience = patience;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    broker.closeAll(CloseCode.GOING_AWAY);
    long end = System.nanoTime() + patience.toNanos();
    while (broker.sessions() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
