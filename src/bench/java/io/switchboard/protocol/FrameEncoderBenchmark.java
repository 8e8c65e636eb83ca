package io.switchboard.protocol;

import io.switchboard.bench.MicroBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/// Writing one frame of the server's, whose headers are at hand.
public class FrameEncoderBenchmark extends MicroBenchmark {

  /// What goes to the client.
  public enum Output {
    RECEIPT(ServerCommand.RECEIPT, Headers.of("receipt-id", "r-1"), 0),
    MESSAGE_128(ServerCommand.MESSAGE, message("lobby"), 128),
    /// One value that has to be escaped.
    MESSAGE_128_ESCAPED(ServerCommand.MESSAGE, message("the lobby: ground floor"), 128),
    MESSAGE_16K(ServerCommand.MESSAGE, message("lobby"), 16384);

    private final ServerCommand command;

    @SuppressWarnings("ImmutableEnumChecker") // is immutable
    private final Headers headers;

    private final int bodyBytes;

    Output(ServerCommand command, Headers headers, int bodyBytes) {
      this.command = command;
      this.headers = headers;
      this.bodyBytes = bodyBytes;
    }

    private static Headers message(String title) {
      return Headers.of(
          "destination", "/topic/rooms.lobby",
          "subscription", "sub-0",
          "message-id", "1y2p0ij32e8e7-12345",
          "timestamp", "1795201200000",
          "publisher", "alice",
          "title", title,
          "content-type", "application/json");
    }
  }

  @Param Output output = Output.RECEIPT;

  private final byte[] large = new byte[16384];
  private final byte[] small = new byte[128];

  @Benchmark
  public byte[] encode() {
    return FrameEncoder.encode(StompVersion.V1_2, output.command, output.headers, body());
  }

  private byte[] body() {
    return switch (output.bodyBytes) {
      case 0 -> Bytes.NONE;
      case 128 -> small;
      default -> large;
    };
  }
}
