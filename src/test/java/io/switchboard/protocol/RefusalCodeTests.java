package io.switchboard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalCodeTests {
  @ParameterizedTest
  @EnumSource
  void isCalledOnTheWireAsItIsInTheCode(RefusalCode code) {
    String expected = code.name().toLowerCase(Locale.ROOT).replace('_', '-');

    assertThat(code.text()).isEqualTo(expected);
    assertThat(code.title()).matches("[A-Z][ -~]+[^.]");
  }

  @Test
  void advisesToRetryWhatMayPass() {
    assertThat(Arrays.stream(RefusalCode.values()).filter(RefusalCode::retryable))
        .containsExactly(
            RefusalCode.RATE_LIMITED,
            RefusalCode.OVERLOADED,
            RefusalCode.UNAVAILABLE,
            RefusalCode.INTERNAL_ERROR);
  }
}
