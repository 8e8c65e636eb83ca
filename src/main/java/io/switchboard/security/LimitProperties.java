package io.switchboard.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What clients may use up together, and how fast each may go on. What one session may hold is in
/// `BrokerProperties.Limits`.
///
/// An address is an IPv4 address, or the /64 that an IPv6 address is in.
///
/// @param sessions open at a time in all, from 1 to 10 million
/// @param sessionsPerUser open at a time of one user; anonymous ones do not count; from 1 to 10
///   million
/// @param sessionsPerAddress open at a time from one address, from 1 to 10 million
/// @param handshakes a second in all, and at once, from 1 to 1 million
/// @param handshakesPerAddress a second from one address, from 1 to 1 million
/// @param handshakeBurst handshakes at once from one address, from 1 to 1 million
/// @param handshakeTimeout from a connection's opening to the end of its first request's headers;
///   of a later request from its first byte; then for each KiB of its body
/// @param sends SEND frames, and what else counts as one, a second of one session, from 1 to 1
///   million
/// @param sendBurst SEND frames at once of one session, from 1 to 1 million
/// @param subscribes SUBSCRIBE frames a second of one session, from 1 to 1 million
/// @param subscribeBurst SUBSCRIBE frames at once of one session, from 1 to 1 million
/// @param sendsPerAddress SEND frames a second, and at once, of all sessions from one address, from
///   1 to 1 million
/// @param subscribesPerAddress SUBSCRIBE frames a second, and at once, of all sessions from one
///   address, from 1 to 1 million
/// @param excess how long a session may go on over its own rate before it is closed
@ConfigurationProperties("switchboard.limits")
public record LimitProperties(
    @DefaultValue("50000") int sessions,
    @DefaultValue("32") int sessionsPerUser,
    @DefaultValue("1000") int sessionsPerAddress,
    @DefaultValue("1000") int handshakes,
    @DefaultValue("50") int handshakesPerAddress,
    @DefaultValue("200") int handshakeBurst,
    @DefaultValue("10s") Duration handshakeTimeout,
    @DefaultValue("50") int sends,
    @DefaultValue("200") int sendBurst,
    @DefaultValue("50") int subscribes,
    @DefaultValue("200") int subscribeBurst,
    @DefaultValue("5000") int sendsPerAddress,
    @DefaultValue("5000") int subscribesPerAddress,
    @DefaultValue("10s") Duration excess) {

  private static final int MOST_SESSIONS = 10_000_000;

  /// A second has as many microseconds.
  private static final int MOST_A_SECOND = 1_000_000;

  public LimitProperties {
    checkCount("sessions", sessions, MOST_SESSIONS);
    checkCount("sessions-per-user", sessionsPerUser, MOST_SESSIONS);
    checkCount("sessions-per-address", sessionsPerAddress, MOST_SESSIONS);
    checkCount("handshakes", handshakes, MOST_A_SECOND);
    checkCount("handshakes-per-address", handshakesPerAddress, MOST_A_SECOND);
    checkCount("handshake-burst", handshakeBurst, MOST_A_SECOND);
    checkTime("handshake-timeout", handshakeTimeout);
    checkCount("sends", sends, MOST_A_SECOND);
    checkCount("send-burst", sendBurst, MOST_A_SECOND);
    checkCount("subscribes", subscribes, MOST_A_SECOND);
    checkCount("subscribe-burst", subscribeBurst, MOST_A_SECOND);
    checkCount("sends-per-address", sendsPerAddress, MOST_A_SECOND);
    checkCount("subscribes-per-address", subscribesPerAddress, MOST_A_SECOND);
    checkTime("excess", excess);
  }

  private static void checkCount(String name, int value, int most) {
    check(value >= 1 && value <= most, name, value, "a number from 1 to " + most);
  }

  private static void checkTime(String name, Duration value) {
    boolean valid =
        value.compareTo(Duration.ofMillis(100)) >= 0 && value.compareTo(Duration.ofHours(1)) <= 0;
    check(valid, name, value, "a time from 100ms to 1h");
  }

  private static void check(boolean valid, String name, Object value, String expected) {
    if (!valid) {
      throw new IllegalArgumentException(
          "switchboard.limits." + name + " is " + value + ": it takes " + expected);
    }
  }
}
