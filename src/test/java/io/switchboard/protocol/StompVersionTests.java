package io.switchboard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StompVersionTests {
  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      nullValues = "-",
      quoteCharacter = '"',
      value = {
        "header absent,               -,                 V1_0",
        "oldest only,                 1.0,               V1_0",
        "middle only,                 1.1,               V1_1",
        "newest only,                 1.2,               V1_2",
        "all in rising order,         \"1.0,1.1,1.2\",   V1_2",
        "all in falling order,        \"1.2,1.1,1.0\",   V1_2",
        "the two older,               \"1.1,1.0\",       V1_1",
        "spaces round commas,         \" 1.0 ,\t1.1 \",  V1_1",
        "one of the future beside,    \"1.2,1.3,2.0\",   V1_2",
        "only of the future,          2.0,               -",
        "empty,                       \"\",              -",
        "only commas,                 \",,\",            -",
        "not a version,               x1.2,              -",
        "semicolons,                  1.1;1.2,           -",
      })
  void negotiatesTheHighestInCommon(String row, String acceptVersion, StompVersion expected) {
    assertThat(StompVersion.negotiate(acceptVersion)).as(row).isEqualTo(expected);
  }

  @Test
  void namesAllVersionsBestFirst() {
    assertThat(StompVersion.ALL.split(","))
        .containsExactly(
            StompVersion.V1_2.text(), StompVersion.V1_1.text(), StompVersion.V1_0.text());
  }
}
