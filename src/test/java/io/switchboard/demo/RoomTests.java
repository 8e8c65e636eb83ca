package io.switchboard.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.switchboard.broker.RefusedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomTests {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "one word,             lobby",
    "_ and -,              team_a-2",
    "Hangul,               회의실",
    "a script with marks,  हिन्दी",
    "as long as can be,    a234567890123456789012345678901234567890",
  })
  void takesOneSegmentOfAChannel(String row, String name) {
    assertThat(new Room(name).name()).as(row).isEqualTo(name);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "empty,             ''",
    "two segments,      a.b",
    "a pattern,         *",
    "a mark of any script, a\u0301",
    "a mark at first,   \u093f",
    "a space,           my room",
    "a slash,           a/b",
    "a line feed,       'a\n'",
    "one too long,      a2345678901234567890123456789012345678901",
  })
  void refusesEverythingElse(String row, String name) {
    assertThatExceptionOfType(RefusedException.class).as(row).isThrownBy(() -> new Room(name));
  }
}
