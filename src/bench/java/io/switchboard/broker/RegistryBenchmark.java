package io.switchboard.broker;

import io.switchboard.bench.MicroBenchmark;
import io.switchboard.history.Publication;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// One channel with its subscribers: a publication of 128 bytes to all of them, and one subscriber
/// more who comes and goes.
public class RegistryBenchmark extends MicroBenchmark {

  private static final String CHANNEL = "rooms.lobby";

  /// What the subscribers call their subscriptions, on which their frames depend.
  public enum Ids {
    SAME,
    DIFFERENT;

    private String of(int subscriber) {
      return this == SAME ? "sub-0" : "sub-" + subscriber;
    }
  }

  @Param({"1", "10", "500"})
  int subscribers;

  @Param Ids ids = Ids.SAME;

  private final BenchLane bench = new BenchLane();
  private final Lane lane = bench.lane();
  private final Publication publication = BenchLane.publication(CHANNEL, 128);
  private Subscription another = bench.subscription(CHANNEL, false, ids.of(0));

  @Setup
  public void subscribe() {
    for (int i = 0; i < subscribers; i++) {
      lane.registry().add(bench.subscription(CHANNEL, false, ids.of(i)));
    }
    another = bench.subscription(CHANNEL, false, ids.of(subscribers));
  }

  /// Up to and with one write for each subscriber, all of which go at once.
  @Benchmark
  public void deliver() {
    bench.deliver(publication);
  }

  @Benchmark
  public int comeAndGo() {
    lane.registry().add(another);
    lane.registry().remove(another);
    return lane.registry().size();
  }
}
