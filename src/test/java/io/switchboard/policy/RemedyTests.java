package io.switchboard.policy;

import static io.switchboard.policy.Right.PUBLISH;
import static io.switchboard.policy.Right.SUBSCRIBE;
import static io.switchboard.policy.Rules.named;
import static io.switchboard.policy.Rules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemedyTests {
  private final Policies policies =
      rules()
          .rule("rooms", "rooms.*", "authenticated", "nobody")
          .rule("own", "users.{sub}", "bean:no", "anyone")
          .rule("news-a", "other.a", "nobody", "nobody")
          .bean("no", request -> Verdict.refused("No"))
          .policies();

  @Test
  void changesTheRuleThatRefused() {
    assertThat(remedy(named("ann"), PUBLISH, "rooms.lobby"))
        .isEqualTo(
            """
            switchboard:
              channels:
                rooms:
                  match: "rooms.*"
                  publish: authenticated
            """);
  }

  @Test
  void letsAnyoneInWhereTheCallerHasNoName() {
    assertThat(remedy(Caller.ANONYMOUS, SUBSCRIBE, "rooms.lobby"))
        .endsWith("      subscribe: anyone\n");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "news.a,       news-a-2",
    "News.Sport_1, news-sport-1",
    "방.하나,        channel",
    "-x-,          x",
    "prices.*,     prices",
    "#,            ",
    "other.*,      other",
    "*.a,          ",
  })
  void addsARuleWhereThereIsNone(String target, @Nullable String name) {
    String expected =
        """
        switchboard:
          channels:
            %s:
              match: "%s"
              subscribe: authenticated
        """
            .formatted(target.equals("#") ? "channel" : name, target);
    boolean overlaps = target.equals("*.a");

    assertThat(remedy(named("ann"), SUBSCRIBE, target)).isEqualTo(overlaps ? null : expected);
  }

  @Test
  void isNoYamlWhereAClaimOrABeanDecides() {
    assertThat(remedy(named("ann"), PUBLISH, "users.bob")).isNull();
    assertThat(remedy(named("ann"), SUBSCRIBE, "users.ann")).isNull();
  }

  private @Nullable String remedy(Caller caller, Right right, String target) {
    return policies.judge(caller, null, right, target) instanceof Verdict.Refused refused
        ? refused.remedy()
        : "granted";
  }
}
