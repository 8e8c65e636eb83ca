package io.switchboard.security;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;

/// Has HTTP sessions live for as long as connections that were opened with them, whatever carries
/// those: SockJS asks for something all the time, and a WebSocket never again.
///
/// Guarded by itself.
final class KeptSignIns implements SmartLifecycle {

  /// Several times in the shortest timeout that Spring Boot takes, a minute.
  private static final Duration EVERY = Duration.ofSeconds(20);

  private final SignIns signIns;
  private final TaskScheduler scheduler;
  private @Nullable ScheduledFuture<?> task;

  KeptSignIns(SignIns signIns, TaskScheduler scheduler) {
    this.signIns = signIns;
    this.scheduler = scheduler;
  }

  @Override
  public synchronized void start() {
    task = scheduler.scheduleWithFixedDelay(signIns::keep, EVERY);
  }

  @Override
  public synchronized void stop() {
    if (task != null) {
      task.cancel(false);
      task = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return task != null;
  }
}
