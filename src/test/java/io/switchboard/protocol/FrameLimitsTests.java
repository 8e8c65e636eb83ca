package io.switchboard.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameLimitsTests {
  @Test
  void hasTheDocumentedDefaults() {
    assertThat(FrameLimits.DEFAULTS).isEqualTo(new FrameLimits(64, 1024, 16_384, 65_536));
  }

  @ParameterizedTest
  @CsvSource({
    "headers,          0, 1, 1, 1",
    "headerBytes,      1, -5, 1, 1",
    "connectBytes,     1, 1, 0, 1",
    "bodyBytes,        1, 1, 1, 2147483647",
  })
  void refusesLimitsOutOfRangeByName(
      String name, int headers, int headerBytes, int connectBytes, int bodyBytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrameLimits(headers, headerBytes, connectBytes, bodyBytes))
        .withMessageStartingWith(name + " must be from 1 to");
  }
}
