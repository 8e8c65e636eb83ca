package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.protocol.FrameLimits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class BrokerPropertiesTests {

  @Test
  void haveTheseDefaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new BrokerProperties(
                null,
                Duration.ofSeconds(10),
                false,
                new BrokerProperties.Limits(
                    DataSize.ofKilobytes(64),
                    64,
                    DataSize.ofKilobytes(1),
                    DataSize.ofKilobytes(16),
                    128,
                    DataSize.ofMegabytes(1),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(60)),
                new BrokerProperties.Streams(100_000, Duration.ofMinutes(10))));
  }

  @Test
  void takeWhatIsSet() {
    BrokerProperties properties =
        bind(
            Map.of(
                "switchboard.lanes", "3",
                "switchboard.heart-beat", "0",
                "switchboard.outbound-interceptors", "true",
                "switchboard.limits.message-size", "2MB",
                "switchboard.limits.outbox", "4MB",
                "switchboard.limits.send-timeout", "100ms",
                "switchboard.limits.connect-timeout", "1h",
                "switchboard.streams.idle", "365d"));

    assertThat(properties.laneCount()).isEqualTo(3);
    assertThat(properties.heartBeat()).isZero();
    assertThat(properties.outboundInterceptors()).isTrue();
    assertThat(properties.limits().messageSize()).isEqualTo(DataSize.ofMegabytes(2));
    assertThat(properties.limits().sendTimeout()).isEqualTo(Duration.ofMillis(100));
    assertThat(properties.longestConnect()).isEqualTo(Duration.ofHours(6));
    assertThat(properties.streams().idle()).isEqualTo(Duration.ofDays(365));
  }

  @Test
  void giveTwoProcessorsOneLane() {
    int expected = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    assertThat(bind(Map.of()).laneCount()).isEqualTo(expected);
  }

  @Test
  void areWhatSessionsAndFramesAreHeldTo() {
    BrokerProperties properties = bind(Map.of());

    RefusalLog refusals = new RefusalLog();

    assertThat(properties.sessionSettings(refusals))
        .isEqualTo(
            new SessionSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                1024 * 1024,
                128,
                refusals));
    assertThat(properties.frameLimits()).isEqualTo(new FrameLimits(64, 1024, 16 * 1024, 64 * 1024));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "switchboard.lanes                  | 0      | a number from 1 to 256",
        "switchboard.lanes                  | 257    | a number from 1 to 256",
        "switchboard.heart-beat             | 999ms  | 0 or a time from 1s to 1h",
        "switchboard.heart-beat             | 61m    | 0 or a time from 1s to 1h",
        "switchboard.heart-beat             | -1s    | 0 or a time from 1s to 1h",
        "switchboard.limits.message-size    | 1023B  | a size from 1024B to 8388608B",
        "switchboard.limits.message-size    | 9MB    | a size from 1024B to 8388608B",
        "switchboard.limits.headers         | 15     | a number from 16 to 1000",
        "switchboard.limits.headers         | 1001   | a number from 16 to 1000",
        "switchboard.limits.header-size     | 255B   | a size from 256B to 16384B",
        "switchboard.limits.header-size     | 17KB   | a size from 256B to 16384B",
        "switchboard.limits.connect-size    | 1023B  | a size from 1024B to 262144B",
        "switchboard.limits.connect-size    | 257KB  | a size from 1024B to 262144B",
        "switchboard.limits.subscriptions   | 0      | a number from 1 to 100000",
        "switchboard.limits.subscriptions   | 100001 | a number from 1 to 100000",
        "switchboard.limits.outbox          | 63KB   | a size from 65536B to 16777216B",
        "switchboard.limits.outbox          | 17MB   | a size from 65536B to 16777216B",
        "switchboard.limits.outbox          | 127KB  | twice the message-size of 65536B or more",
        "switchboard.limits.connect-timeout | 99ms   | a time from 100ms to 1h",
        "switchboard.limits.send-timeout    | 2h     | a time from 100ms to 1h",
        "switchboard.limits.close-timeout   | 0s     | a time from 100ms to 1h",
        "switchboard.limits.idle-ping       | -1s    | a time from 100ms to 1h",
        "switchboard.streams.remembered     | 99     | a number from 100 to 100000000",
        "switchboard.streams.idle           | 999ms  | a time from 1s to 365d",
        "switchboard.streams.idle           | 366d   | a time from 1s to 365d",
      })
  void nameThePropertyTheValueAndWhatItTakes(String property, String value, String takes) {
    assertThatThrownBy(() -> bind(Map.of(property, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("\\Q" + property + "\\E is \\S+: it takes \\Q" + takes + "\\E");
  }

  @Test
  void refuseAMessageSizeThatTheOutboxHasNoRoomFor() {
    assertThatThrownBy(() -> bind(Map.of("switchboard.limits.message-size", "1MB")))
        .rootCause()
        .hasMessage(
            "switchboard.limits.outbox is 1048576B: it takes twice the message-size of 1048576B"
                + " or more");
  }

  private static BrokerProperties bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("switchboard", BrokerProperties.class);
  }
}
