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

  /// UNSUBSCRIBE is the longest command; lines may end with CR LF.
  @Test
  void tellHowLargeAFrameMayBe() {
    int around = "UNSUBSCRIBE\r\n".length() + 2 * ":\r\n".length() + "\r\n\0\r\n".length();

    assertThat(new FrameLimits(2, 10, 20, 100).largestFrameBytes())
        .isEqualTo(around + 2 * 10 + 100);
    assertThat(new FrameLimits(2, 10, 500, 100).largestFrameBytes()).isEqualTo(around + 500);
  }

  @Test
  void tellNoMoreThanAnIntHolds() {
    int most = 1 << 30;

    assertThat(new FrameLimits(most, most, most, most).largestFrameBytes())
        .isEqualTo(Integer.MAX_VALUE);
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
