package io.switchboard.operations;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the server takes leave of its clients when it stops.
///
/// @param rate sessions that are told to go in a second, and that come back in any second if each
///   heeds its `retry-after`; from 1 to 1 million
/// @param timeout for all of it; where the rate would take longer, more are told in a second; from
///   1 s to 1 h
/// @param restart how long after the last client was told the server is expected to be back, up to
///   1 h
/// @param announce how long the server is out of service for load balancers before it turns anybody
///   away, up to 10 min
@ConfigurationProperties("switchboard.drain")
public record DrainProperties(
    @DefaultValue("100") int rate,
    @DefaultValue("30s") Duration timeout,
    @DefaultValue("10s") Duration restart,
    @DefaultValue("0s") Duration announce) {

  private static final int MOST = 1_000_000;

  public DrainProperties {
    check(rate >= 1 && rate <= MOST, "rate", rate, "a number from 1 to " + MOST);
    checkTime("timeout", timeout, Duration.ofSeconds(1), Duration.ofHours(1), "1s to 1h");
    checkTime("restart", restart, Duration.ZERO, Duration.ofHours(1), "0s to 1h");
    checkTime("announce", announce, Duration.ZERO, Duration.ofMinutes(10), "0s to 10m");
  }

  private static void checkTime(
      String name, Duration value, Duration least, Duration most, String range) {
    boolean valid = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    check(valid, name, value, "a time from " + range);
  }

  private static void check(boolean valid, String name, Object value, String expected) {
    if (!valid) {
      throw new IllegalArgumentException(
          "switchboard.drain." + name + " is " + value + ": it takes " + expected);
    }
  }
}
