package io.switchboard.bench;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Clients that connect, subscribe and then say nothing: what a connection costs the server that
/// does nothing with it.
final class Idle {

  private static final Duration SETTLE = Duration.ofSeconds(2);

  private final LoadOptions options;
  private final Crowd crowd;
  private final @Nullable MeasuredProcess server;

  Idle(LoadOptions options, Crowd crowd) {
    this.options = options;
    this.crowd = crowd;
    this.server = options.server();
  }

  void run() throws IOException {
    Report report = new Report(options);
    report.header();
    long residentBefore = server == null ? 0 : server.residentBytes();
    long nanos = crowd.connectInTurn();
    crowd.requireAll();
    report.connected(crowd, nanos);
    pollFor(SETTLE);
    if (server != null) {
      report.residentGrowth(server.residentBytes() - residentBefore, crowd.present());
    }
    report.line("holding", "them for " + options.seconds() + " s");
    pollFor(Duration.ofSeconds(options.seconds()));
    report.present(crowd);
  }

  private void pollFor(Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      crowd.poll(50);
    }
  }
}
