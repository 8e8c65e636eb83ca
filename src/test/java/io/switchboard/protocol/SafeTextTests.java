package io.switchboard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTests {
  @Test
  void quotesAShortTextWhole() {
    assertThat(SafeText.quoted("x".repeat(40))).isEqualTo("'" + "x".repeat(40) + "'");
  }

  @Test
  void quotesTheBeginningOfALongText() {
    assertThat(SafeText.quoted("x".repeat(41))).isEqualTo("'" + "x".repeat(40) + "...'");
  }

  @Test
  void replacesWhatCouldForgeALineOfALog() {
    assertThat(SafeText.printable("a\r\n\u001B[1m\u0085\u2028\u2029\uD83Db"))
        .isEqualTo("a\uFFFD\uFFFD\uFFFD[1m\uFFFD\uFFFD\uFFFD\uFFFDb");
  }

  @Test
  void replacesWhatTurnsTheDirectionOfALine() {
    for (char c : "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069".toCharArray()) {
      assertThat(SafeText.printable("a" + c + "b")).isEqualTo("a\uFFFDb");
    }
  }

  @Test
  void leavesWhatJoinsCharacters() {
    assertThat(SafeText.printable("👩‍💻 \u200E\u2065")).isEqualTo("👩‍💻 \u200E\u2065");
  }

  @Test
  void leavesTextOfAnyScript() {
    assertThat(SafeText.printable("é 한글 😀")).isEqualTo("é 한글 😀");
  }

  @Test
  void doesNotCutACharacterInTwo() {
    assertThat(SafeText.quoted("x".repeat(39) + "😀😀"))
        .isEqualTo("'" + "x".repeat(39) + "\uFFFD...'");
  }
}
