package io.switchboard.broker;

import io.switchboard.protocol.FrameLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How the broker works and what it allows.
///
/// @param lanes event loops that share the sessions; one for two processors unless set
/// @param heartBeat offered in both directions, zero for none; from 1 s to 1 h otherwise
/// @param outboundInterceptors whether interceptors of Spring's outbound channel see each copy of
///   what is published, at the price of the one encoding for all; without it the start is refused
///   where there are any
/// @param limits what a client may use up
/// @param streams how many channels' streams are remembered
@ConfigurationProperties("switchboard")
public record BrokerProperties(
    @Nullable Integer lanes,
    @DefaultValue("10s") Duration heartBeat,
    @DefaultValue("false") boolean outboundInterceptors,
    @DefaultValue Limits limits,
    @DefaultValue Streams streams) {

  public BrokerProperties {
    check(
        lanes == null || (lanes >= 1 && lanes <= 256),
        "switchboard.lanes",
        lanes == null ? "" : lanes,
        "a number from 1 to 256");
    check(
        heartBeat.isZero() || isWithin(heartBeat, Duration.ofSeconds(1), Duration.ofHours(1)),
        "switchboard.heart-beat",
        heartBeat,
        "0 or a time from 1s to 1h");
  }

  /// What a client may use up. All of it is per session.
  ///
  /// @param messageSize body of a SEND, from 1 KB to 8 MB
  /// @param headers headers of a frame, from 16 to 1000
  /// @param headerSize name and value of one header, from 256 B to 16 KB
  /// @param connectSize all headers of CONNECT together, from 1 KB to 256 KB
  /// @param subscriptions at a time, from 1 to 100000
  /// @param outbox what may wait unsent, from 64 KB to 16 MB; twice the message size at the least,
  ///   since a client that is sent one message of that size is not slow
  /// @param connectTimeout from the handshake to CONNECT
  /// @param sendTimeout for one write to the client's socket
  /// @param closeTimeout for a connection that is being closed
  /// @param idlePing silence after which a client without heart-beats is sent a PING
  public record Limits(
      @DefaultValue("64KB") DataSize messageSize,
      @DefaultValue("64") int headers,
      @DefaultValue("1KB") DataSize headerSize,
      @DefaultValue("16KB") DataSize connectSize,
      @DefaultValue("128") int subscriptions,
      @DefaultValue("1MB") DataSize outbox,
      @DefaultValue("10s") Duration connectTimeout,
      @DefaultValue("10s") Duration sendTimeout,
      @DefaultValue("5s") Duration closeTimeout,
      @DefaultValue("60s") Duration idlePing) {

    public Limits {
      checkSize("message-size", messageSize, DataSize.ofKilobytes(1), DataSize.ofMegabytes(8));
      checkSize("header-size", headerSize, DataSize.ofBytes(256), DataSize.ofKilobytes(16));
      checkSize("connect-size", connectSize, DataSize.ofKilobytes(1), DataSize.ofKilobytes(256));
      checkSize("outbox", outbox, DataSize.ofKilobytes(64), DataSize.ofMegabytes(16));
      check(
          outbox.toBytes() >= 2 * messageSize.toBytes(),
          "switchboard.limits.outbox",
          outbox,
          "twice the message-size of " + messageSize + " or more");
      checkCount("headers", headers, 16, 1000);
      checkCount("subscriptions", subscriptions, 1, 100_000);
      checkTime("connect-timeout", connectTimeout);
      checkTime("send-timeout", sendTimeout);
      checkTime("close-timeout", closeTimeout);
      checkTime("idle-ping", idlePing);
    }

    private static void checkSize(String name, DataSize value, DataSize least, DataSize most) {
      check(
          value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
          "switchboard.limits." + name,
          value,
          "a size from " + least + " to " + most);
    }

    private static void checkCount(String name, int value, int least, int most) {
      check(
          value >= least && value <= most,
          "switchboard.limits." + name,
          value,
          "a number from " + least + " to " + most);
    }

    private static void checkTime(String name, Duration value) {
      check(
          isWithin(value, Duration.ofMillis(100), Duration.ofHours(1)),
          "switchboard.limits." + name,
          value,
          "a time from 100ms to 1h");
    }
  }

  /// How long a channel's stream is remembered.
  ///
  /// @param remembered how many at the most, from 100 to 100 million
  /// @param idle how long without a publication, from 1 s to 365 days
  public record Streams(
      @DefaultValue("100000") int remembered, @DefaultValue("10m") Duration idle) {

    public Streams {
      check(
          remembered >= 100 && remembered <= 100_000_000,
          "switchboard.streams.remembered",
          remembered,
          "a number from 100 to 100000000");
      check(
          isWithin(idle, Duration.ofSeconds(1), Duration.ofDays(365)),
          "switchboard.streams.idle",
          idle,
          "a time from 1s to 365d");
    }
  }

  /// One lane for two processors, unless set: with one on two processors a delivery costs less than
  /// with two, since the other serves the readers.
  public int laneCount() {
    return lanes == null ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2) : lanes;
  }

  /// How long a connection may take to CONNECT at the most, where the server is behind.
  public Duration longestConnect() {
    return limits.connectTimeout().multipliedBy(Liveness.BEHIND_TIMEOUTS);
  }

  /// What every session has in common.
  public SessionSettings sessionSettings(RefusalLog refusals) {
    return new SessionSettings(
        heartBeat,
        limits.connectTimeout(),
        limits.sendTimeout(),
        limits.closeTimeout(),
        limits.idlePing(),
        Math.toIntExact(limits.outbox().toBytes()),
        limits.subscriptions(),
        refusals);
  }

  /// What a frame may hold.
  public FrameLimits frameLimits() {
    return new FrameLimits(
        limits.headers(),
        Math.toIntExact(limits.headerSize().toBytes()),
        Math.toIntExact(limits.connectSize().toBytes()),
        Math.toIntExact(limits.messageSize().toBytes()));
  }

  private static boolean isWithin(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  private static void check(boolean valid, String property, Object value, String expected) {
    if (!valid) {
      throw new IllegalArgumentException(property + " is " + value + ": it takes " + expected);
    }
  }
}
