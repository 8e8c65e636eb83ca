package io.switchboard.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What to measure, and how. Immutable.
///
/// @param seconds of measuring, or of staying connected
/// @param server whose CPU and memory to read, where it is a process of this machine
/// @param histogram where the latencies' percentiles go
record LoadOptions(
    Target target,
    Scenario scenario,
    Audience audience,
    Traffic traffic,
    int seconds,
    @Nullable MeasuredProcess server,
    @Nullable Path histogram) {

  static final String USAGE =
      """
      Measures a STOMP-over-WebSocket server.

        --url URL            ws://localhost:8080/ws, or wss://
        --ca FILE            of wss: the certificate to trust (PEM), else those of the JDK
        --allow-remote       allow a host that is not this machine: never one that is not yours
        --token JWT          sent in CONNECT as Authorization: Bearer
        --destination D      /topic/bench; with several channels D.0, D.1 ...
        --connect-rate N     connections a second while they are opened (1000)
        --pid PID            the server's process here: its CPU and memory are shown, too

      Publishing, with clients that have subscribed:
        --subscribers N      clients, 1 to 25000 (100)
        --channels N         channels that share them (1). One channel: its first subscriber
                             publishes; several: all take turns
        --distinct-ids       no two clients name their subscriptions alike, so no two get the
                             same bytes
        --window W           publish while fewer than W messages are not yet delivered to all (4)
        --rate R             or publish R messages a second, whatever the server does
        --size BYTES         of a body, 32 to 60000 (128)
        --warm-up S          seconds that do not count (5)
        --seconds S          seconds that do (10)
        --histogram FILE     write the latencies' percentiles, in milliseconds

      Or only connecting:
        --idle N             connect and subscribe N silent clients, stay for --seconds
        --storm N            connect N at once, show how many were served and how soon
      """;

  /// What the clients are there for.
  enum Scenario {
    FAN_OUT("--subscribers"),
    IDLE("--idle"),
    STORM("--storm");

    private final String option;

    Scenario(String option) {
      this.option = option;
    }

    /// The option that says how many clients there are.
    String option() {
      return option;
    }

    private static Scenario of(Arguments arguments) {
      if (arguments.has(IDLE.option)) {
        return IDLE;
      }
      return arguments.has(STORM.option) ? STORM : FAN_OUT;
    }
  }

  /// @throws IllegalArgumentException with a message for the user
  static LoadOptions of(Arguments arguments) {
    Scenario scenario = Scenario.of(arguments);
    LoadOptions options =
        new LoadOptions(
            Target.of(arguments),
            scenario,
            Audience.of(arguments, scenario),
            Traffic.of(arguments, scenario),
            arguments.number("--seconds", 10, 1, 3600),
            MeasuredProcess.of(arguments),
            path(arguments.text("--histogram", "")));
    arguments.refuseTheRest();
    return options;
  }

  private static @Nullable Path path(String text) {
    return text.isEmpty() ? null : Path.of(text);
  }
}
