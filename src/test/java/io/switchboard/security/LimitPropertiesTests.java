package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LimitPropertiesTests {

  @Test
  void haveTheseDefaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new LimitProperties(
                50_000,
                32,
                1_000,
                1_000,
                50,
                200,
                Duration.ofSeconds(10),
                50,
                200,
                50,
                200,
                5_000,
                5_000,
                Duration.ofSeconds(10)));
  }

  @Test
  void takeWhatIsSet() {
    LimitProperties limits =
        bind(
            Map.of(
                "switchboard.limits.sessions-per-user", "1",
                "switchboard.limits.sends", "1000000",
                "switchboard.limits.excess", "100ms",
                "switchboard.limits.handshake-timeout", "1h"));

    assertThat(limits.sessionsPerUser()).isEqualTo(1);
    assertThat(limits.sends()).isEqualTo(1_000_000);
    assertThat(limits.excess()).isEqualTo(Duration.ofMillis(100));
    assertThat(limits.handshakeTimeout()).isEqualTo(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource({
    "sessions, 0, a number from 1 to 10000000",
    "sessions, 10000001, a number from 1 to 10000000",
    "sessions-per-user, 0, a number from 1 to 10000000",
    "sessions-per-address, -1, a number from 1 to 10000000",
    "handshakes, 0, a number from 1 to 1000000",
    "handshakes-per-address, 1000001, a number from 1 to 1000000",
    "handshake-burst, 0, a number from 1 to 1000000",
    "sends, 0, a number from 1 to 1000000",
    "send-burst, 1000001, a number from 1 to 1000000",
    "subscribes, 0, a number from 1 to 1000000",
    "subscribe-burst, 0, a number from 1 to 1000000",
    "sends-per-address, 0, a number from 1 to 1000000",
    "subscribes-per-address, 0, a number from 1 to 1000000",
    "handshake-timeout, 99ms, a time from 100ms to 1h",
    "excess, 61m, a time from 100ms to 1h",
  })
  void nameWhatTheyDoNotTake(String name, String value, String expected) {
    String property = "switchboard.limits." + name;

    assertThatThrownBy(() -> bind(Map.of(property, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(property + " is ")
        .hasMessageEndingWith(": it takes " + expected);
  }

  private static LimitProperties bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("switchboard.limits", LimitProperties.class);
  }
}
