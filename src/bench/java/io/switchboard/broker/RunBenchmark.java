package io.switchboard.broker;

import io.switchboard.bench.MicroBenchmark;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.infra.Blackhole;

/// A batch of frames of 256 bytes for 500 outboxes, each of which appends them to its run and then
/// asks for the run's bytes.
public class RunBenchmark extends MicroBenchmark {

  private static final int OUTBOXES = 500;

  @Param({"1", "8", "64"})
  int frames;

  private final byte[] bytes = new byte[256];
  private final @Nullable Run[] tails = new Run[OUTBOXES];

  /// All get the same frames and so arrive at the same runs: joined once.
  @Benchmark
  public void shared(Blackhole hole) {
    for (int i = 0; i < frames; i++) {
      SharedFrame frame = SharedFrame.forMany(bytes);
      for (int outbox = 0; outbox < OUTBOXES; outbox++) {
        append(outbox, frame);
      }
    }
    takeAll(hole);
  }

  /// Each gets frames of its own, as where every subscription has another id: joined 500 times.
  @Benchmark
  public void separate(Blackhole hole) {
    for (int i = 0; i < frames; i++) {
      for (int outbox = 0; outbox < OUTBOXES; outbox++) {
        append(outbox, SharedFrame.forMany(bytes));
      }
    }
    takeAll(hole);
  }

  private void append(int outbox, SharedFrame frame) {
    Run tail = tails[outbox];
    tails[outbox] = tail == null ? frame.run() : tail.append(frame);
  }

  private void takeAll(Blackhole hole) {
    for (int outbox = 0; outbox < OUTBOXES; outbox++) {
      Run run = tails[outbox];
      if (run != null) {
        hole.consume(run.buffer());
      }
      tails[outbox] = null;
    }
  }
}
