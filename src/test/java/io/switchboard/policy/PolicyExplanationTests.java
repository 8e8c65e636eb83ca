package io.switchboard.policy;

import static io.switchboard.policy.Rules.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyExplanationTests {
  private final Policies policies =
      rules()
          .rule("all", "#", "nobody", "nobody")
          .rule("rooms", "rooms.#", "authenticated", "role:OPS")
          .rule("lobby", "rooms.lobby", "anyone", "bean:b")
          .rule("news", "news.*", "anyone", "nobody")
          .bean("b", request -> Verdict.granted())
          .policies();

  @Test
  void saysWhichRuleDecidesAndWhichDoNot() {
    assertThat(policies.explain("rooms.lobby"))
        .hasToString(
            """
            rooms.lobby: decided by the rule lobby
              match: "rooms.lobby"
              subscribe: anyone
              publish: bean:b
            Rules that match it too, but are less specific:
            - rooms
              match: "rooms.#"
              subscribe: authenticated
              publish: role:OPS
            - all
              match: "#"
              subscribe: nobody
              publish: nobody
            """);
  }

  @Test
  void saysNothingOfOthersWhereOneRuleMatches() {
    assertThat(policies.explain("else").text())
        .isEqualTo(
            """
            else: decided by the rule all
              match: "#"
              subscribe: nobody
              publish: nobody
            """);
  }

  @Test
  void saysThatNothingCoversAChannel() {
    PolicyExplanation explanation = rules().policies().explain("rooms.lobby");

    assertThat(explanation.effective()).isNull();
    assertThat(explanation.text())
        .isEqualTo("rooms.lobby: no rule covers it, so no client may subscribe or publish\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rooms..a", "rooms.*", "#", "a b", "{sub}"})
  void isOfOneChannelAlone(String channel) {
    assertThatIllegalArgumentException().isThrownBy(() -> policies.explain(channel));
  }
}
