package io.switchboard.broker;

import io.switchboard.protocol.CloseCode;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The one bounded queue of frames for a session, and its only writer. Everything the session is
/// sent goes through it in order: what was published, receipts, heart-beats, the transport's own
/// pongs and closes.
///
/// Frames wait as [Run]s of at most 64 KiB, of which one at a time is being written. What is not
/// yet written in full counts against the bound; who is over it when everything that goes at once
/// was written is closed as too slow, and so is who takes longer than the send timeout for one
/// write.
///
/// Confined to the session's lane.
final class Outbox implements Runnable, Wire.Written {

  /// The largest bound that makes sense; also what one publication may weigh in a lane's queue.
  static final int MAXIMUM_BOUND = 16 * 1024 * 1024;

  /// The longest run, unless a single frame is longer.
  static final int RUN_BYTES = 64 * 1024;

  private enum State {
    /// Takes frames.
    OPEN,
    /// Takes no more of them, writes what is queued, then has the wire say goodbye.
    CLOSING,
    /// The wire is saying goodbye: only its own frames come.
    PARTING,
    /// The wire's last frame is queued, or the wire has failed: nothing may follow.
    SHUT,
    /// The connection is gone.
    ENDED
  }

  private final Lane lane;
  private final Wire wire;
  private final int boundBytes;
  private final Runnable tooSlow;
  private final RefusalLog refusals;
  private State state = State.OPEN;
  private @Nullable Run tail;
  private @Nullable ArrayDeque<Run> backlog; // runs before the tail, which are full
  private int writingBytes; // of the write under way, 0 for none: its run is let go of
  private int unsentBytes;
  private int reportedBytes; // of those, as the lane's traffic has it
  private boolean dirty;
  private boolean held;
  private long writtenMillis;
  private @Nullable Farewell goodbye;
  private @Nullable Runnable afterLast;

  /// @param tooSlow runs when the client is over its bound, to close it at once
  /// @param refusals counts what it is closed with
  Outbox(Lane lane, Wire wire, int boundBytes, Runnable tooSlow, RefusalLog refusals) {
    this.lane = lane;
    this.wire = wire;
    this.boundBytes = boundBytes;
    this.tooSlow = tooSlow;
    this.refusals = refusals;
    this.writtenMillis = lane.now();
  }

  /// Queues a frame, unless the session is being closed.
  void add(SharedFrame frame) {
    if (state == State.OPEN) {
      append(frame);
      keepToBound();
    }
  }

  /// Queues a frame of the transport's own, such as a pong; these are taken until the last one, but
  /// dropped where the bound is reached.
  void addControl(SharedFrame frame) {
    if (state.compareTo(State.SHUT) < 0 && unsentBytes <= boundBytes) {
      append(frame);
      keepToBound();
    }
  }

  /// Queues the transport's close frame: what waits before it is dropped, unless this side wanted
  /// it sent, and nothing comes after it.
  ///
  /// @param after runs when it was written or cannot be; must not block
  void addLast(SharedFrame frame, Runnable after) {
    if (state.compareTo(State.SHUT) >= 0) {
      after.run();
      return;
    }
    if (state == State.OPEN) {
      dropWaiting(DropCause.GONE);
    }
    append(frame);
    state = State.SHUT;
    afterLast = after;
    letGo();
  }

  /// Closes the session once what is queued was written.
  void close(Farewell farewell) {
    if (held) {
      closeAtOnce(farewell); // what is held may not be sent
    } else if (state == State.OPEN) {
      state = State.CLOSING;
      goodbye = farewell;
      writeLater();
    }
  }

  /// Closes the session as soon as the write under way has ended; what waits is dropped.
  void closeAtOnce(CloseCode code) {
    closeAtOnce(Farewell.of(code));
  }

  void closeAtOnce(Farewell farewell) {
    if (state == State.OPEN || state == State.CLOSING) {
      dropWaiting(DropCause.of(farewell.code()));
      state = State.CLOSING;
      goodbye = farewell;
      held = false;
      writeLater();
    }
  }

  /// From now on nothing more is written, though it is still queued, up to the bound. Closing the
  /// session ends that too.
  void hold() {
    held = state == State.OPEN;
  }

  /// Writes what was held, and whatever comes, as before.
  void letGo() {
    if (held) {
      held = false;
      writeLater();
    }
  }

  boolean isHeld() {
    return held;
  }

  /// The connection is gone: lets go of everything. Jetty says so before the answer to a client's
  /// close is written, which therefore is tried once.
  void end() {
    if (state == State.SHUT) {
      run();
    }
    state = State.ENDED;
    dropWaiting(DropCause.GONE);
    writingBytes = 0;
    unsentBytes = 0;
    report();
    runAfterLast();
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  Transport transport() {
    return wire.transport();
  }

  /// Queued and not yet written in full; a small frame counts for what it takes up.
  int unsentBytes() {
    return unsentBytes;
  }

  /// When the last write began that is not done, or the last one that is.
  long writtenMillis() {
    return writtenMillis;
  }

  boolean isWriting() {
    return writingBytes > 0;
  }

  /// Writes what can be written without waiting.
  @Override
  public void run() {
    dirty = false;
    writeWhatGoes();
  }

  private void writeWhatGoes() {
    while (!isWriting() && !held && state != State.ENDED) {
      Run run = takeNext();
      if (run == null) {
        nothingLeft();
        break;
      }
      write(run);
    }
    report();
    if (unsentBytes > boundBytes) {
      tooSlow.run();
    }
  }

  /// What goes at once is never told: it does not wait.
  private void report() {
    if (unsentBytes != reportedBytes) {
      lane.traffic().waiting(unsentBytes, unsentBytes - reportedBytes, lane.turnMillis());
      reportedBytes = unsentBytes;
    }
  }

  private void write(Run run) {
    writingBytes = run.weight();
    writtenMillis = lane.turnMillis();
    lane.traffic().delivered(run.messages());
    ByteBuffer bytes = lane.scratch().bytesOf(run);
    wire.writeNow(bytes);
    if (!bytes.hasRemaining() || wire.write(rest(run, bytes.remaining()), this)) {
      unsentBytes -= writingBytes;
      writingBytes = 0;
    }
  }

  private static ByteBuffer rest(Run run, int remaining) {
    return run.buffer().position(run.size() - remaining);
  }

  /// The write under way has ended. From any thread.
  @Override
  public void done(@Nullable Throwable failure) {
    lane.execute(() -> written(failure));
  }

  private void written(@Nullable Throwable failure) {
    if (!isWriting()) {
      return; // the session has ended
    }
    unsentBytes -= writingBytes;
    writingBytes = 0;
    writtenMillis = lane.now();
    if (failure == null) {
      run();
    } else {
      state = State.SHUT;
      dropWaiting(DropCause.GONE);
      report();
      wire.abort();
      runAfterLast();
    }
  }

  private void nothingLeft() {
    if (state == State.CLOSING && goodbye != null) {
      state = State.PARTING;
      refusals.closed(goodbye.code());
      wire.close(goodbye.code(), goodbye.reason());
    } else if (state == State.SHUT) {
      runAfterLast();
    }
  }

  private void append(SharedFrame frame) {
    unsentBytes += frame.weight();
    if (tail == null) {
      tail = frame.run();
    } else if (tail.size() + frame.size() <= RUN_BYTES) {
      tail = tail.append(frame);
    } else {
      if (backlog == null) {
        backlog = new ArrayDeque<>();
      }
      backlog.add(tail);
      tail = frame.run();
    }
    writeLater();
  }

  /// Not only when the batch ends: one publication may come once for each of a session's
  /// subscriptions.
  private void keepToBound() {
    if (unsentBytes > boundBytes) {
      writeWhatGoes();
    }
  }

  private @Nullable Run takeNext() {
    if (backlog != null) {
      Run run = backlog.poll();
      if (run != null) {
        return run;
      }
      backlog = null; // an idle session keeps no queue
    }
    Run run = tail;
    tail = null;
    return run;
  }

  private void dropWaiting(DropCause cause) {
    if (tail != null) {
      lane.traffic().dropped(cause, waitingMessages(tail));
    }
    tail = null;
    backlog = null;
    unsentBytes = writingBytes;
  }

  /// Where there is a backlog, there is a tail.
  private int waitingMessages(Run newest) {
    int messages = newest.messages();
    if (backlog != null) {
      for (Run run : backlog) {
        messages += run.messages();
      }
    }
    return messages;
  }

  /// Where a write is under way, its end sees to what waits.
  private void writeLater() {
    if (isWriting()) {
      report();
    } else if (!dirty) {
      dirty = true;
      lane.writeLater(this);
    }
  }

  private void runAfterLast() {
    Runnable after = afterLast;
    afterLast = null;
    if (after != null) {
      after.run();
    }
  }
}
