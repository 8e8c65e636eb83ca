package io.switchboard.bench;

import io.switchboard.bench.LoadOptions.Scenario;

/// What is published. Immutable.
///
/// @param warmUpSeconds before anything counts
record Traffic(Pace pace, int bodyBytes, int warmUpSeconds) {

  /// With the headers of a SEND they stay below 64 KiB.
  private static final int LARGEST_BODY = 60_000;

  /// When the next message is published.
  sealed interface Pace {

    /// While fewer than that many messages are not yet delivered to all.
    record Window(int messages) implements Pace {}

    /// So many a second, on time, whatever became of those before.
    record Rate(int perSecond) implements Pace {}
  }

  static Traffic of(Arguments arguments, Scenario scenario) {
    if (scenario != Scenario.FAN_OUT) {
      return new Traffic(new Pace.Window(1), Stamp.LENGTH, 0); // nothing is published
    }
    return new Traffic(
        pace(arguments),
        arguments.number("--size", 128, Stamp.LENGTH, LARGEST_BODY),
        arguments.number("--warm-up", 5, 0, 600));
  }

  private static Pace pace(Arguments arguments) {
    if (!arguments.has("--rate")) {
      return new Pace.Window(arguments.number("--window", 4, 1, 100_000));
    }
    if (arguments.has("--window")) {
      throw new IllegalArgumentException("Either --rate or --window");
    }
    return new Pace.Rate(arguments.number("--rate", 1, 1, 1_000_000));
  }
}
