package io.switchboard.security;

import io.switchboard.bench.MicroBenchmark;
import io.switchboard.protocol.ClientFrame;
import io.switchboard.protocol.Headers;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;

/// What the rates cost a SEND that keeps to them.
public class PaceBenchmark extends MicroBenchmark {

  private static final int PLENTY = 1_000_000_000;

  private final ClientFrame send = new ClientFrame.Send(Headers.builder().build(), new byte[0]);
  private final LimitCounts counts = new LimitCounts();
  private final Pace pace =
      new Pace(
          rate(Limit.SENDS, Limit.SENDS_PER_ADDRESS),
          rate(Limit.SUBSCRIBES, Limit.SUBSCRIBES_PER_ADDRESS),
          Duration.ofSeconds(10),
          System::nanoTime,
          counts);

  private FrameRate rate(Limit own, Limit address) {
    return new FrameRate(
        new TokenBucket(PLENTY, PLENTY, System.nanoTime()),
        AddressBuckets.bucket(PLENTY, PLENTY, System::nanoTime),
        FrameRate.atATime(PLENTY),
        own,
        address,
        counts);
  }

  @Benchmark
  public Pace.Verdict judge() {
    return pace.judge(send);
  }
}
