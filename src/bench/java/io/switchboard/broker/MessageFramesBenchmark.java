package io.switchboard.broker;

import io.switchboard.bench.MicroBenchmark;
import io.switchboard.history.Publication;
import io.switchboard.protocol.StompVersion;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// Making a publication's MESSAGE frame, ready for the wire. It is paid once for all subscriptions
/// that get the same bytes.
public class MessageFramesBenchmark extends MicroBenchmark {

  @Param Codec codec = Codec.WEBSOCKET;

  @Param({"128", "16384"})
  int bodyBytes;

  private Publication publication = BenchLane.publication("rooms.lobby", 0);
  private FrameKey key = new FrameKey("sub-0", StompVersion.V1_2, codec, false);

  @Setup
  public void prepare() {
    publication = BenchLane.publication("rooms.lobby", bodyBytes);
    key = new FrameKey("sub-0", StompVersion.V1_2, codec, false);
  }

  @Benchmark
  public int encode() {
    return MessageFrames.encode(publication, key).size();
  }
}
