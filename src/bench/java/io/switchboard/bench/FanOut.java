package io.switchboard.bench;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Clients that subscribed, messages that all of them get: how many, how soon, how many not.
final class FanOut {

  private static final Duration PROBE_PATIENCE = Duration.ofSeconds(30);
  private static final Duration PROBE_INTERVAL = Duration.ofMillis(300);
  private static final Duration DRAIN = Duration.ofSeconds(3);

  private final LoadOptions options;
  private final Crowd crowd;
  private final Publisher publisher;
  private final MeasuredProcess generator = MeasuredProcess.self();
  private final @Nullable MeasuredProcess server;

  FanOut(LoadOptions options, Crowd crowd) {
    this.options = options;
    this.crowd = crowd;
    this.publisher = new Publisher(options, crowd);
    this.server = options.server();
  }

  void run() throws IOException {
    Report report = new Report(options);
    report.header();
    long nanos = crowd.connectInTurn();
    crowd.requireAll();
    report.connected(crowd, nanos);
    probe();
    crowd.beginPhase();
    publisher.publish(options.traffic().warmUpSeconds());
    drain();
    crowd.beginPhase();
    measure(report);
  }

  /// Publishes until every client has got something: not every server acknowledges SUBSCRIBE.
  private void probe() throws IOException {
    long end = System.nanoTime() + PROBE_PATIENCE.toNanos();
    while (!crowd.clients().stream().allMatch(Client::hasHeard)) {
      crowd.requireAll();
      if (System.nanoTime() > end) {
        long deaf = crowd.clients().stream().filter(client -> !client.hasHeard()).count();
        throw new IOException(deaf + " subscribers got no message in " + PROBE_PATIENCE);
      }
      publisher.publishToAll();
      long next = System.nanoTime() + PROBE_INTERVAL.toNanos();
      while (System.nanoTime() < next) {
        crowd.poll(10);
      }
    }
  }

  private void measure(Report report) throws IOException {
    long serverCpu = server == null ? 0 : server.cpuNanos();
    long ownCpu = generator.cpuNanos();
    long start = System.nanoTime();
    publisher.publish(options.seconds());
    double seconds = (System.nanoTime() - start) / 1e9;
    long delivered = crowd.tally().delivered();
    double serverSeconds = server == null ? 0 : (server.cpuNanos() - serverCpu) / 1e9;
    double ownSeconds = (generator.cpuNanos() - ownCpu) / 1e9;
    drain();
    report.fanOut(crowd, delivered, seconds);
    report.cpu("generator", ownSeconds, seconds, delivered);
    if (server != null) {
      report.cpu("server", serverSeconds, seconds, delivered);
    }
    report.histogram(crowd.tally().latencyNanos());
  }

  private void drain() throws IOException {
    long end = System.nanoTime() + DRAIN.toNanos();
    while (crowd.tally().missing() > 0 && System.nanoTime() < end) {
      crowd.poll(10);
    }
  }
}
