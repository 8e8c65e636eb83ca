package io.switchboard.bench;

import java.io.IOException;
import java.util.Locale;

/// Drives a STOMP-over-WebSocket server and measures what it delivers, from one thread of one
/// process. It ends by itself: each of its phases has a deadline.
///
/// Exit codes: 0 measured, 1 could not measure, 2 was not asked properly.
public final class LoadGenerator {

  private LoadGenerator() {}

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    System.exit(run(arguments));
  }

  private static int run(String... arguments) {
    if (Arguments.asksForHelp(arguments)) {
      System.out.print(LoadOptions.USAGE);
      return 0;
    }
    try {
      measure(LoadOptions.of(new Arguments(arguments)));
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n--help lists the options.");
      return 2;
    } catch (IOException e) {
      System.err.println("Could not measure: " + e.getMessage());
      return 1;
    }
  }

  private static void measure(LoadOptions options) throws IOException {
    try (Crowd crowd = new Crowd(options)) {
      switch (options.scenario()) {
        case FAN_OUT -> new FanOut(options, crowd).run();
        case IDLE -> new Idle(options, crowd).run();
        case STORM -> new Storm(options, crowd).run();
      }
    }
  }
}
