package io.switchboard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CloseCodeTests {
  @Test
  void holdsTheCodesOfTheDesign() {
    assertThat(Arrays.stream(CloseCode.values()).map(CloseCode::code))
        .containsExactly(
            1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1012, 1013, 4001, 4002, 4004, 4400,
            4401, 4403, 4408, 4409, 4429);
  }

  @ParameterizedTest
  @EnumSource
  void tellsByTheNumberWhetherToReconnect(CloseCode code) {
    if (code.code() >= 4000) {
      assertThat(code.reconnect()).isEqualTo(code.code() < 4400);
    } else {
      assertThat(code.reconnect()).isEqualTo(code.code() == 1001 || code.code() >= 1011);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasAReasonThatFitsACloseFrame(CloseCode code) {
    byte[] frame = WebSocketFraming.close(code.code(), code.reason());

    assertThat(frame).hasSize(2 + 2 + Wire.bytes(code.reason()).length);
    assertThat(code.reason()).matches("[ -~]{4,}");
  }
}
