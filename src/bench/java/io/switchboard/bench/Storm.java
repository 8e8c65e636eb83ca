package io.switchboard.bench;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// All clients connect at once, as they do when a server or a network comes back.
final class Storm {

  private final LoadOptions options;
  private final Crowd crowd;
  private final @Nullable MeasuredProcess server;

  Storm(LoadOptions options, Crowd crowd) {
    this.options = options;
    this.crowd = crowd;
    this.server = options.server();
  }

  void run() throws IOException {
    Report report = new Report(options);
    report.header();
    long serverCpu = server == null ? 0 : server.cpuNanos();
    long nanos = crowd.connectAtOnce();
    report.storm(crowd, nanos);
    if (server != null) {
      report.serverCpu(server.cpuNanos() - serverCpu);
    }
  }
}
