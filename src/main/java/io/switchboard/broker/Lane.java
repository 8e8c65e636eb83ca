package io.switchboard.broker;

import io.switchboard.history.Publication;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A single-threaded event loop that owns a share of the sessions: their outboxes, subscriptions
/// and timers. Nothing that is confined to a lane needs a lock.
///
/// It takes what is queued, lets it fill the outboxes, and only then writes each outbox once; under
/// load many messages so share one write. It never blocks, never calls an application's code and
/// never waits for a client.
///
/// What clients cause is bounded: whoever submits it waits for room, and so the client's own
/// connection is read no further. What the lane causes itself (a write that ended) always has room.
final class Lane implements Executor {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  /// A batch ends when this much was encoded, so that no outbox is far over its bound before it had
  /// its chance to write, nor all of them together hold much that could have gone.
  private static final int BATCH_BYTES = 256 * 1024;

  private static final int BATCH_TASKS = 256;

  /// In units of one task and each KiB it carries.
  private static final int ROOM = 64 * 1024;

  private static final int UNLIMITED = 1 << 30;

  private final MpscUnboundedVarHandleArrayQueue<Runnable> tasks =
      new MpscUnboundedVarHandleArrayQueue<>(1024);
  private final Semaphore room = new Semaphore(ROOM);
  private final Registry registry = new Registry();
  private final List<Outbox> dirty = new ArrayList<>();
  private final Set<Session> sessions = new HashSet<>();
  private final @Nullable InterceptedDelivery intercepted;
  private final LongSupplier clock;
  private final DeadlineWheel wheel;
  private final Thread thread;
  private volatile int sessionCount;
  private volatile boolean parked;
  private volatile boolean running = true;
  private final Scratch scratch = new Scratch();
  private final LaneTraffic traffic = new LaneTraffic();
  private final DeliveryClock deliveries = new DeliveryClock();
  private @Nullable Farewell turnedAway;
  private long turnMillis;
  private long batchBytes;

  /// @param clock milliseconds that never go back
  Lane(String name, LongSupplier clock) {
    this(name, clock, null);
  }

  /// @param intercepted `null` for the fast way
  Lane(String name, LongSupplier clock, @Nullable InterceptedDelivery intercepted) {
    this.intercepted = intercepted;
    this.clock = clock;
    this.turnMillis = clock.getAsLong();
    this.wheel = new DeadlineWheel(turnMillis);
    // A platform thread: the JDK caches the direct memory that socket writes go through per
    // carrier.
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::loop);
  }

  void start() {
    thread.start();
  }

  /// Ends the loop after what is queued by now, and every session that is still there. Nobody waits
  /// for its room from then on, and what is submitted goes nowhere.
  void stop() {
    execute(() -> {
      running = false;
      if (intercepted != null) {
        intercepted.stop();
      }
      sessions.forEach(Session::end); // whoever waits for their end hears of it
    });
  }

  /// Queues what must not wait: the end of a write, of a session. Never blocks.
  @Override
  public void execute(Runnable task) {
    if (!running) {
      return;
    }
    tasks.offer(task);
    VarHandle.fullFence(); // not every path through the queue ends with one
    if (parked) {
      LockSupport.unpark(thread);
    }
  }

  /// Waits for room to queue that many bytes more. Must come before any lock is taken, and each
  /// unit is given back by [#release].
  ///
  /// @return what to give back
  int acquire(int bytes) {
    if (InterceptedDelivery.isPassingOn()) {
      return 0; // else it might wait for the room of what it is passing on
    }
    int units = 1 + Math.min(bytes, Outbox.MAXIMUM_BOUND) / 1024;
    checkCaller();
    room.acquireUninterruptibly(units);
    return units;
  }

  /// @throws IllegalStateException on this lane
  void checkCaller() {
    if (isCurrent()) {
      throw new IllegalStateException("a lane must not wait for itself");
    }
  }

  /// Whether the caller is on this lane.
  boolean isCurrent() {
    return Thread.currentThread().equals(thread);
  }

  void release(int units) {
    room.release(units);
  }

  /// Hands a publication to all that subscribed here, then gives back its room. On the lane.
  ///
  /// @param arrivedNanos when it came to the server, by [System#nanoTime]
  void deliver(Publication publication, int units, long arrivedNanos) {
    if (intercepted == null) {
      release(units);
      long bytes = registry.deliver(publication);
      batchBytes += bytes;
      if (bytes > 0) {
        deliveries.delivered(arrivedNanos);
      }
    } else if (running) { // else there is nobody to pass it on
      intercepted.deliver(registry.subscribersOf(publication), publication, () -> release(units));
    }
  }

  /// The session is open. On the lane.
  void remember(Session session) {
    sessions.add(session);
    sessionCount = sessions.size();
    traffic.began(session.transport());
    if (turnedAway != null) {
      session.dismiss(turnedAway);
    }
  }

  /// The session has ended. On the lane.
  void forget(Session session) {
    if (sessions.remove(session)) {
      sessionCount = sessions.size();
      traffic.ended(session.transport());
    }
  }

  /// How many sessions are open; from any thread.
  int sessionCount() {
    return sessionCount;
  }

  /// Lets sessions in again.
  void open() {
    execute(() -> turnedAway = null);
  }

  /// Closes the sessions that are opened from now on, until [#open].
  ///
  /// @return those that are open already; never completed where the lane has stopped
  CompletableFuture<List<Session>> turnAway(Farewell farewell) {
    CompletableFuture<List<Session>> open = new CompletableFuture<>();
    execute(() -> {
      turnedAway = farewell;
      open.complete(List.copyOf(sessions));
    });
    return open;
  }

  LaneTraffic traffic() {
    return traffic;
  }

  DeliveryClock deliveries() {
    return deliveries;
  }

  Registry registry() {
    return registry;
  }

  DeadlineWheel wheel() {
    return wheel;
  }

  long now() {
    return clock.getAsLong();
  }

  /// When this turn began. On the lane.
  long turnMillis() {
    return turnMillis;
  }

  Scratch scratch() {
    return scratch;
  }

  /// Has the outbox written when the batch ends. On the lane.
  void writeLater(Outbox outbox) {
    dirty.add(outbox);
  }

  /// One turn of the loop: a batch of tasks, the writes they asked for, the deadlines met.
  ///
  /// @return whether there was anything to do
  boolean turn() {
    turnMillis = now();
    boolean busy = runBatch();
    writeDirty();
    deliveries.written();
    wheel.advance(turnMillis);
    writeDirty();
    return busy;
  }

  private boolean runBatch() {
    batchBytes = 0;
    int count = 0;
    for (Runnable task; count < BATCH_TASKS && batchBytes < BATCH_BYTES; count++) {
      task = tasks.poll();
      if (task == null) {
        break;
      }
      runSafely(task);
    }
    return count > 0;
  }

  private void writeDirty() {
    for (int i = 0; i < dirty.size(); i++) {
      runSafely(dirty.get(i));
    }
    dirty.clear();
    scratch.forget();
  }

  /// A fault in what concerns one session must not end the lane for all others.
  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("A task of the lane failed; the lane goes on", e);
    }
  }

  private void loop() {
    while (running) {
      try {
        if (!turn()) {
          park();
        }
      } catch (RuntimeException | Error e) {
        LOG.error("A turn of the lane failed; the lane goes on", e);
      }
    }
    room.release(UNLIMITED);
  }

  private void park() {
    parked = true;
    if (tasks.isEmpty() && running) {
      if (wheel.isEmpty()) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, DeadlineWheel.TICK_MILLIS * 1_000_000L);
      }
    }
    parked = false;
    if (Thread.interrupted()) {
      LOG.warn("Somebody interrupted a lane, which means nothing to it");
    }
  }
}
