package io.switchboard.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTests {

  @ParameterizedTest
  @ValueSource(strings = {"anyone", "authenticated", "granted", "role:OPS", "bean:rooms", "nobody"})
  void isWrittenAsItIsRead(String text) {
    assertThat(Access.parse(text).text()).isEqualTo(text);
  }

  @Test
  void keepsTheNamesOfRolesAndBeans() {
    assertThat(Access.parse("role:a:b")).isEqualTo(new Access.Role("a:b"));
    assertThat(Access.parse("bean:rooms")).isEqualTo(new Access.Bean("rooms"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "everyone",
        "Anyone",
        " anyone",
        "anyone ",
        "role",
        "role:",
        "bean:",
        "true",
        "role: OPS",
        "role:A B",
        "bean:a\tb",
        "role:a\u0000",
        "role:\u00a0"
      })
  void refusesAnythingElseAndListsWhatIsAllowed(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Access.parse(text))
        .withMessageContaining("'" + text + "'")
        .withMessageEndingWith(
            "it takes anyone, authenticated, granted, role:NAME, bean:NAME or nobody");
  }
}
