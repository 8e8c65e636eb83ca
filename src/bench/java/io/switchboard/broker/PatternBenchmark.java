package io.switchboard.broker;

import io.switchboard.bench.MicroBenchmark;
import io.switchboard.history.Publication;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// A publication to ten subscribers by pattern, among patterns that do not match.
public class PatternBenchmark extends MicroBenchmark {

  private static final int SUBSCRIBERS = 10;

  /// More than the registry remembers the matches of, so that each turn finds none of them known.
  private static final int CHANNELS = 16 * 1024;

  @Param({"0", "100", "10000"})
  int others;

  private final BenchLane bench = new BenchLane();
  private final Lane lane = bench.lane();
  private final Publication[] publications = new Publication[CHANNELS];
  private int turn;

  @Setup
  public void subscribe() {
    for (int i = 0; i < SUBSCRIBERS; i++) {
      lane.registry().add(bench.subscription("rooms.*.chat", true, "sub-0"));
    }
    for (int i = 0; i < others; i++) {
      lane.registry().add(bench.subscription("prices." + i + ".#", true, "sub-0"));
    }
    for (int i = 0; i < CHANNELS; i++) {
      publications[i] = BenchLane.publication("rooms.r" + i + ".chat", 128);
    }
  }

  @Benchmark
  public void deliverToKnownChannel() {
    bench.deliver(publications[0]);
  }

  /// Each publication goes to a channel that was forgotten or never heard of.
  @Benchmark
  public void deliverToNewChannel() {
    bench.deliver(publications[turn++ & (CHANNELS - 1)]);
  }
}
