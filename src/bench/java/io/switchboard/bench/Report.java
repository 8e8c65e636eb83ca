package io.switchboard.bench;

import io.switchboard.bench.Traffic.Pace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/// Prints what was measured, a line for each thing.
final class Report {

  private static final int NAME_WIDTH = 14;
  private static final double NANOS_PER_MILLI = 1e6;

  private final LoadOptions options;
  private final PrintStream out = System.out;

  Report(LoadOptions options) {
    this.options = options;
  }

  void line(String name, String value) {
    out.println(name + " ".repeat(Math.max(1, NAME_WIDTH - name.length())) + value);
  }

  /// What is going to be measured.
  void header() {
    String clients =
        switch (options.scenario()) {
          case FAN_OUT ->
              "%d subscribers of %d channel(s), %d-byte bodies, %s, %d s"
                  .formatted(
                      options.audience().clients(),
                      options.audience().channels(),
                      options.traffic().bodyBytes(),
                      paceText(),
                      options.seconds());
          case IDLE -> options.audience().clients() + " silent clients";
          case STORM -> options.audience().clients() + " clients at once";
        };
    out.println(options.target().url() + ": " + clients);
  }

  private String paceText() {
    return switch (options.traffic().pace()) {
      case Pace.Window(int messages) -> messages + " messages outstanding";
      case Pace.Rate(int perSecond) -> perSecond + " messages a second";
    };
  }

  void connected(Crowd crowd, long nanos) {
    double seconds = nanos / 1e9;
    line("connected", "%d in %.2f s".formatted(crowd.present(), seconds));
    line("connect ms", percentiles(crowd.connectNanos()));
  }

  void storm(Crowd crowd, long nanos) {
    line("served", "%d of %d".formatted(crowd.connected(), options.audience().clients()));
    line("all settled", "after %.2f s".formatted(nanos / 1e9));
    line("connect ms", percentiles(crowd.connectNanos()));
    gone(crowd);
  }

  /// @param delivered until the last message was published; lost is what had not come some seconds
  ///   later
  void fanOut(Crowd crowd, long delivered, double seconds) {
    Tally tally = crowd.tally();
    line("published/s", "%.1f".formatted(tally.published() / seconds));
    line("delivered/s", "%.0f".formatted(delivered / seconds));
    line("lost", "%d".formatted(tally.missing()));
    line("latency ms", percentiles(tally.latencyNanos()));
    gone(crowd);
  }

  private void gone(Crowd crowd) {
    if (!crowd.reasons().isEmpty()) {
      line("gone", crowd.reasons());
    }
  }

  void cpu(String process, double cpuSeconds, double seconds, long delivered) {
    line(
        process,
        "%.2f cores, %.2f us of CPU a delivery"
            .formatted(cpuSeconds / seconds, cpuSeconds * 1e6 / Math.max(1, delivered)));
  }

  void serverCpu(long nanos) {
    line("server", "%.2f s of CPU".formatted(nanos / 1e9));
  }

  void residentGrowth(long bytes, int connections) {
    line("server", "%.1f KB resident a connection".formatted(bytes / 1024.0 / connections));
  }

  void present(Crowd crowd) {
    line("still there", "%d of %d".formatted(crowd.present(), options.audience().clients()));
    gone(crowd);
  }

  /// Writes the latencies where the user wants them.
  void histogram(Histogram nanos) throws IOException {
    Path file = options.histogram();
    if (file == null) {
      return;
    }
    try (PrintStream stream =
        new PrintStream(Files.newOutputStream(file), false, StandardCharsets.US_ASCII)) {
      nanos.outputPercentileDistribution(stream, NANOS_PER_MILLI);
    }
    line("histogram", file.toString());
  }

  private static String percentiles(Histogram nanos) {
    return "p50 %.3f  p90 %.3f  p99 %.3f  p99.9 %.3f  max %.3f"
        .formatted(
            nanos.getValueAtPercentile(50) / NANOS_PER_MILLI,
            nanos.getValueAtPercentile(90) / NANOS_PER_MILLI,
            nanos.getValueAtPercentile(99) / NANOS_PER_MILLI,
            nanos.getValueAtPercentile(99.9) / NANOS_PER_MILLI,
            nanos.getMaxValue() / NANOS_PER_MILLI);
  }
}
