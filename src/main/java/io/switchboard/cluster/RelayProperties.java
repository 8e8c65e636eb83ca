package io.switchboard.cluster;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where RabbitMQ is and how it is used; with `switchboard.broker=relay` only.
///
/// @param host of RabbitMQ's STOMP plugin
/// @param port of RabbitMQ's STOMP plugin
/// @param virtualHost all that this server does happens in it
/// @param login of the connections that are opened for clients
/// @param passcode that goes with it
/// @param systemLogin of the connection that carries what the application sends; that of the
///   clients unless set
/// @param systemPasscode that goes with it
/// @param maxConnections opened for clients at a time, one for each, from 1 to 1 million
/// @param connectTimeout until RabbitMQ has answered, for a connection and at its end; from 100 ms
///   to 1 m
/// @param heartBeat between this server and RabbitMQ, from 1 s to 10 m
/// @param queueExpiry how long RabbitMQ keeps a subscription's queue that nobody reads, from 1 s to
///   1 d
/// @param reconnectRate how many clients a second are told to come back when RabbitMQ was lost,
///   from 1 to 100000
@ConfigurationProperties("switchboard.relay")
public record RelayProperties(
    @DefaultValue("localhost") String host,
    @DefaultValue("61613") int port,
    @DefaultValue("/") String virtualHost,
    @DefaultValue("guest") String login,
    @DefaultValue("guest") String passcode,
    @Nullable String systemLogin,
    @Nullable String systemPasscode,
    @DefaultValue("20000") int maxConnections,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("10s") Duration heartBeat,
    @DefaultValue("1m") Duration queueExpiry,
    @DefaultValue("100") int reconnectRate) {

  public RelayProperties {
    checkText("host", host);
    checkNumber("port", port, 1, 65_535);
    checkText("virtual-host", virtualHost);
    checkText("login", login);
    check(
        (systemLogin == null) == (systemPasscode == null),
        systemLogin == null ? "system-login" : "system-passcode",
        "not set",
        "a value where the other of system-login and system-passcode has one");
    checkNumber("max-connections", maxConnections, 1, 1_000_000);
    checkTime("connect-timeout", connectTimeout, Duration.ofMillis(100), Duration.ofMinutes(1));
    checkTime("heart-beat", heartBeat, Duration.ofSeconds(1), Duration.ofMinutes(10));
    checkTime("queue-expiry", queueExpiry, Duration.ofSeconds(1), Duration.ofDays(1));
    checkNumber("reconnect-rate", reconnectRate, 1, 100_000);
  }

  /// Who the server's own connection logs in as.
  String systemLoginOrLogin() {
    return Objects.requireNonNullElse(systemLogin, login);
  }

  String systemPasscodeOrPasscode() {
    return Objects.requireNonNullElse(systemPasscode, passcode);
  }

  /// For logs: without what is secret.
  @Override
  public String toString() {
    return host + ':' + port + " virtual host " + virtualHost;
  }

  private static void checkText(String name, String value) {
    check(!value.isBlank(), name, "empty", "a text");
  }

  private static void checkNumber(String name, int value, int least, int most) {
    check(value >= least && value <= most, name, value, "a number from " + least + " to " + most);
  }

  private static void checkTime(String name, Duration value, Duration least, Duration most) {
    check(
        value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
        name,
        value,
        "a time from " + least + " to " + most);
  }

  private static void check(boolean valid, String name, Object value, String expected) {
    if (!valid) {
      throw new IllegalArgumentException(
          "switchboard.relay." + name + " is " + value + ": it takes " + expected);
    }
  }
}
