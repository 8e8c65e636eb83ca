package io.switchboard.policy;

import static io.switchboard.policy.Rules.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecedenceTests {

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
    "a.*,         *.b",
    "a.#,         #.b",
    "a.*.#,       #.b",
    "users.{sub}, *.ann",
    "a.*.c,       a.b.*",
  })
  void isOpenBetweenRulesThatOverlap(String one, String other) {
    Rules rules =
        rules().rule("one", one, "anyone", "anyone").rule("two", other, "anyone", "anyone");

    assertThatIllegalArgumentException()
        .isThrownBy(rules::policies)
        .withMessage(
            "The rules one (%s) and two (%s) have channels in common, and neither is inside the"
                + " other, so it is open which one decides: let them match different channels, or"
                + " one of them all that the other matches",
            one, other);
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
    "rooms.*,       rooms.*",
    "#.*,           *.#",
    "#,             *.#",
    "users.{sub}.#, users.{name}.#",
    "users.{sub},   users.*",
  })
  void isOpenBetweenRulesThatMatchTheSame(String one, String other) {
    Rules rules =
        rules().rule("one", one, "anyone", "anyone").rule("two", other, "anyone", "anyone");

    assertThatIllegalArgumentException()
        .isThrownBy(rules::policies)
        .withMessage(
            "The rules one (%s) and two (%s) match the same channels: leave one out, or let one"
                + " match fewer channels",
            one, other);
  }

  @Test
  void findsTheOneOverlapAmongMany() {
    Rules rules =
        rules()
            .rule("all", "#", "nobody", "nobody")
            .rule("a", "a.*", "nobody", "nobody")
            .rule("ab", "a.b", "nobody", "nobody")
            .rule("c", "c.*", "nobody", "nobody")
            .rule("last", "*.d", "nobody", "nobody");

    assertThatIllegalArgumentException()
        .isThrownBy(rules::policies)
        .withMessageStartingWith("The rules a (a.*) and last (*.d) have channels in common");
  }

  @Test
  void allowsRulesThatAreApartOrNested() {
    Policies policies =
        rules()
            .rule("a", "a.*", "nobody", "nobody")
            .rule("b", "b.*", "nobody", "nobody")
            .rule("ax", "a.x", "nobody", "nobody")
            .rule("all", "#", "nobody", "nobody")
            .policies();

    assertThat(policies.explain("a.x").lessSpecific())
        .containsExactly(ChannelPolicy.closed("a", "a.*"), ChannelPolicy.closed("all", "#"));
  }

  @Test
  void refusesANameThatIsTaken() {
    Rules rules = rules().rule("a", "a.*", "nobody", "nobody").rule("a", "b.*", "nobody", "nobody");

    assertThatIllegalArgumentException()
        .isThrownBy(rules::policies)
        .withMessage(
            "Two rules are called a, one for a.* and one for b.*: give one of them another name");
  }

  @Test
  void refusesABeanThatThereIsNot() {
    Rules rules =
        rules()
            .rule("rooms", "rooms.*", "bean:there", "bean:missing")
            .bean("there", request -> Verdict.granted());

    assertThatIllegalArgumentException()
        .isThrownBy(rules::policies)
        .withMessage(
            "The rule rooms says publish: bean:missing, but there is no ChannelAuthorizer bean"
                + " missing: declare one, or let the rule say anyone, authenticated, granted,"
                + " role:NAME, bean:NAME or nobody");
  }
}
