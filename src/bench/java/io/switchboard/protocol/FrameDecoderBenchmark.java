package io.switchboard.protocol;

import io.switchboard.bench.MicroBenchmark;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/// Reading one frame of a connected STOMP 1.2 client.
public class FrameDecoderBenchmark extends MicroBenchmark {

  private static final String SEND =
      "SEND\ndestination:/topic/rooms.lobby\ncontent-type:application/json\n";

  /// What comes from the client.
  public enum Input {
    HEART_BEAT("\n"),
    SUBSCRIBE("SUBSCRIBE\nid:sub-0\ndestination:/topic/rooms.lobby\nreceipt:r-1\n\n\0"),
    SEND_128(SEND + "content-length:128\n\n" + "x".repeat(128) + '\0'),
    /// Without `content-length` the end has to be looked for.
    SEND_128_UNCOUNTED(SEND + '\n' + "x".repeat(128) + '\0'),
    SEND_128_ESCAPED(SEND + "title:one\\c two\\n\ncontent-length:128\n\n" + "x".repeat(128) + '\0'),
    SEND_16K(SEND + "content-length:16384\n\n" + "x".repeat(16384) + '\0');

    private final String frame;

    Input(String frame) {
      this.frame = frame;
    }
  }

  @Param Input input = Input.HEART_BEAT;

  private final FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULTS);
  private byte[] whole = new byte[0];
  private byte[] start = new byte[0];
  private byte[] end = new byte[0];

  @Setup
  public void prepare() {
    decoder.version(StompVersion.V1_2);
    whole = input.frame.getBytes(StandardCharsets.UTF_8);
    int middle = whole.length / 2;
    start = Arrays.copyOf(whole, middle);
    end = Arrays.copyOfRange(whole, middle, whole.length);
  }

  @Benchmark
  public void whole(Blackhole hole) {
    decoder.decode(whole, hole::consume);
  }

  /// The same frame in two pieces.
  @Benchmark
  public void halves(Blackhole hole) {
    decoder.decode(start, hole::consume);
    decoder.decode(end, hole::consume);
  }
}
