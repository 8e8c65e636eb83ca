package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeartBeatTests {

  @ParameterizedTest(name = "{0} and an offer of {1}: sends every {2}, expects every {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0,0           | 10000 | 0     | 0",
        "10000,10000   | 10000 | 10000 | 10000",
        "5000,20000    | 10000 | 20000 | 10000",
        "20000,5000    | 10000 | 10000 | 20000",
        "0,4000        | 10000 | 10000 | 0",
        "4000,0        | 10000 | 0     | 10000",
        "10000,10000   | 0     | 0     | 0",
        "1,1           | 1000  | 1000  | 1000",
        "' 5000 , 60 ' | 10000 | 10000 | 10000",
        "99999999999,0 | 10000 | 0     | 86400000",
      })
  void takesTheSlowerOfBothSides(String header, int offered, int sends, int expects) {
    assertThat(HeartBeat.negotiate(header, offered)).isEqualTo(new HeartBeat(sends, expects));
  }

  @Test
  void isNoneWhereTheClientNamesNone() {
    assertThat(HeartBeat.negotiate(null, 10_000)).isEqualTo(HeartBeat.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "10000",
        "10000,",
        ",10000",
        "-1,0",
        "0,-1",
        "a,b",
        "1.5,0",
        "1,2,3",
        "1e3,0",
        "+1,0",
        "0x1,0",
        "١,٢",
        "9999999999999,0"
      })
  void isNotAgreedOnWhereTheHeaderIsNotTwoWholeNumbers(String header) {
    assertThat(HeartBeat.negotiate(header, 10_000)).isNull();
  }
}
