package io.switchboard.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DrainPropertiesTests {

  @Test
  void haveDefaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new DrainProperties(
                100, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate     | 0       | a number from 1 to 1000000",
        "rate     | 1000001 | a number from 1 to 1000000",
        "timeout  | 999ms   | a time from 1s to 1h",
        "timeout  | 61m     | a time from 1s to 1h",
        "restart  | -1s     | a time from 0s to 1h",
        "restart  | 61m     | a time from 0s to 1h",
        "announce | -1s     | a time from 0s to 10m",
        "announce | 11m     | a time from 0s to 10m",
      })
  void nameThePropertyTheValueAndWhatItTakes(String name, String value, String expected) {
    assertThatThrownBy(() -> bind(Map.of("switchboard.drain." + name, value)))
        .rootCause()
        .hasMessageStartingWith("switchboard.drain." + name + " is ")
        .hasMessageEndingWith(": it takes " + expected);
  }

  private static DrainProperties bind(Map<String, ?> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("switchboard.drain", DrainProperties.class);
  }
}
