package io.switchboard.broker;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is to be done when a session has ended: each task once, whether it or the end comes first.
///
/// Guarded by itself, which is not held while a task runs.
final class EndTasks {

  private static final Logger LOG = LoggerFactory.getLogger(EndTasks.class);

  private @Nullable List<Runnable> tasks;
  private boolean over;

  /// Keeps the task for the end, or runs it now where that has come.
  void add(Runnable task) {
    if (!isKept(task)) {
      run(task);
    }
  }

  /// It is the end. Does nothing the second time.
  void run() {
    takeAll().forEach(EndTasks::run);
  }

  private synchronized boolean isKept(Runnable task) {
    if (over) {
      return false;
    }
    if (tasks == null) {
      tasks = new ArrayList<>(2);
    }
    return tasks.add(task);
  }

  private synchronized List<Runnable> takeAll() {
    over = true;
    List<Runnable> all = tasks == null ? List.of() : tasks;
    tasks = null;
    return all;
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("What is done at a session's end failed", e);
    }
  }
}
