package io.switchboard.policy;

import static io.switchboard.policy.Right.PUBLISH;
import static io.switchboard.policy.Right.SUBSCRIBE;
import static io.switchboard.policy.Rules.grant;
import static io.switchboard.policy.Rules.named;
import static io.switchboard.policy.Rules.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternSubscriptionTests {

  @ParameterizedTest(name = "{0} is granted under rooms.# to anyone: {1}")
  @CsvSource({
    "rooms.*,     true",
    "rooms.#,     true",
    "rooms.*.#,   true",
    "rooms.a.*,   true",
    "*.lobby,     false",
    "#,           false",
    "news.*,      false",
  })
  void liesInsideOneRule(String pattern, boolean expected) {
    Policies policies = rules().rule("rooms", "rooms.#", "anyone", "nobody").policies();

    assertThat(isGranted(policies, Caller.ANONYMOUS, pattern)).isEqualTo(expected);
  }

  @Test
  void isRefusedIfOnlySeveralRulesTogetherCoverIt() {
    Policies policies =
        rules()
            .rule("one", "a", "anyone", "nobody")
            .rule("more", "a.*.#", "anyone", "nobody")
            .policies();

    assertThat(policies.judge(named("ann"), null, SUBSCRIBE, "a.#"))
        .isEqualTo(
            new Verdict.Refused(
                "No policy covers all of a.#, so no client may subscribe there",
                null,
                """
                switchboard:
                  channels:
                    a:
                      match: "a.#"
                      subscribe: authenticated
                """));
  }

  @ParameterizedTest(name = "rooms.# with {0} inside, rooms.secret.*: {1}")
  @CsvSource({
    "anyone,        true",
    "authenticated, true",
    "role:OPS,      false",
    "granted,       false",
    "nobody,        false",
  })
  void isRefusedByAStricterRuleInside(String inside, boolean expected) {
    Policies policies =
        rules()
            .rule("rooms", "rooms.#", "anyone", "nobody")
            .rule("secret", "rooms.secret.*", inside, "nobody")
            .policies();

    assertThat(isGranted(policies, named("ann"), "rooms.#")).isEqualTo(expected);
    assertThat(isGranted(policies, named("ann"), "rooms.*.a")).isEqualTo(expected);
    assertThat(isGranted(policies, named("ann"), "rooms.*")).isTrue();
    assertThat(isGranted(policies, named("ann"), "rooms.open.*")).isTrue();
  }

  @Test
  void namesTheStricterRule() {
    Policies policies =
        rules()
            .rule("rooms", "rooms.#", "anyone", "nobody")
            .rule("secret", "rooms.secret", "nobody", "nobody")
            .policies();

    assertThat(policies.judge(named("ann"), null, SUBSCRIBE, "rooms.*"))
        .isEqualTo(
            new Verdict.Refused(
                "No client may subscribe to all of rooms.*",
                "secret",
                """
                switchboard:
                  channels:
                    secret:
                      match: "rooms.secret"
                      subscribe: authenticated
                """));
  }

  @Test
  void isNotRefusedByAStricterRuleAround() {
    Policies policies =
        rules()
            .rule("all", "#", "nobody", "nobody")
            .rule("rooms", "rooms.#", "anyone", "nobody")
            .policies();

    assertThat(isGranted(policies, Caller.ANONYMOUS, "rooms.*")).isTrue();
    assertThat(isGranted(policies, Caller.ANONYMOUS, "*.lobby")).isFalse();
  }

  @ParameterizedTest(name = "{0} by a grant for {1}: {2}")
  @CsvSource({
    "rooms.*,   rooms.*,       true",
    "rooms.*,   rooms.#,       true",
    "rooms.*,   #,             true",
    "rooms.a.*, rooms.a.#,     true",
    "rooms.#,   rooms.*,       false",
    "rooms.*,   rooms.lobby,   false",
    "rooms.*,   *.lobby,       false",
  })
  void isGrantedByAGrantThatContainsIt(String pattern, String granted, boolean expected) {
    Policies policies = rules().rule("rooms", "rooms.#", "granted", "nobody").policies();

    assertThat(isGranted(policies, named("ann", grant(granted, SUBSCRIBE)), pattern))
        .isEqualTo(expected);
    assertThat(isGranted(policies, named("ann", grant(granted, PUBLISH)), pattern)).isFalse();
  }

  @Test
  void isGrantedByAGrantForAllOfTheRuleInside() {
    Policies policies =
        rules()
            .rule("rooms", "rooms.#", "anyone", "nobody")
            .rule("paid", "rooms.paid.*", "granted", "nobody")
            .policies();

    assertThat(isGranted(policies, named("ann", grant("rooms.paid.*", SUBSCRIBE)), "rooms.#"))
        .isTrue();
    assertThat(isGranted(policies, named("ann", grant("rooms.paid.a", SUBSCRIBE)), "rooms.#"))
        .isFalse();
    assertThat(isGranted(policies, named("ann", grant("rooms.paid.*", PUBLISH)), "rooms.#"))
        .isFalse();
  }

  @ParameterizedTest(name = "{0} lets ann of acme into all of {1}: {2}")
  @CsvSource({
    "users.{sub}.#,      users.ann.#,        true",
    "users.{sub}.#,      users.ann.*,        true",
    "users.{sub}.#,      users.bob.#,        false",
    "users.{sub}.#,      users.*.mail,       false",
    "users.{sub}.#,      users.#,            false",
    "t.{tenant}.{sub}.#, t.acme.ann.#,       true",
    "t.{tenant}.{sub}.#, t.acme.*.#,         false",
    "#.{sub},            a.#.ann,            true",
    "#.{sub},            a.*.ann,            true",
    "#.{sub},            ann.#,              false",
    "#.{sub},            ann.*,              false",
    "#.{sub},            #,                  false",
  })
  void hasTheCallersClaimsForPlaceholders(String match, String pattern, boolean expected) {
    Policies policies = rules().rule("own", match, "anyone", "nobody").policies();
    Caller ann = new Caller("ann", Set.of(), Map.of("tenant", "acme"), List.of());

    assertThat(isGranted(policies, ann, pattern)).isEqualTo(expected);
    assertThat(isGranted(policies, Caller.ANONYMOUS, pattern)).isFalse();
  }

  @Test
  void hasTheCallersClaimsForPlaceholdersOfARuleInside() {
    Policies policies =
        rules()
            .rule("users", "users.#", "anyone", "nobody")
            .rule("own", "users.{sub}.private.*", "anyone", "nobody")
            .policies();

    assertThat(isGranted(policies, named("ann"), "users.ann.#")).isTrue();
    assertThat(isGranted(policies, named("ann"), "users.bob.#")).isFalse();
    assertThat(isGranted(policies, named("ann"), "users.*.private.x")).isFalse();
    assertThat(isGranted(policies, named("ann"), "users.*.public.x")).isTrue();
    assertThat(isGranted(policies, named("ann"), "users.#")).isFalse();
  }

  @Test
  void isPutToTheBeansInsideToo() {
    List<ChannelRequest> asked = new ArrayList<>();
    Policies policies =
        rules()
            .rule("rooms", "rooms.#", "anyone", "nobody")
            .rule("asked", "rooms.asked.*", "bean:b", "nobody")
            .bean(
                "b",
                request -> {
                  asked.add(request);
                  return Verdict.refused("Not all of them");
                })
            .policies();

    assertThat(policies.judge(named("ann"), null, SUBSCRIBE, "rooms.#"))
        .isEqualTo(new Verdict.Refused("Not all of them", "asked", null));
    assertThat(isGranted(policies, named("ann"), "rooms.*")).isTrue();
    assertThat(asked)
        .containsExactly(new ChannelRequest(named("ann"), null, SUBSCRIBE, "rooms.#", true));
  }

  @Test
  void doesNotBotherABeanIfTheRuleAroundRefuses() {
    List<ChannelRequest> asked = new ArrayList<>();
    Policies policies =
        rules()
            .rule("rooms", "rooms.#", "nobody", "nobody")
            .rule("asked", "rooms.asked.*", "bean:b", "nobody")
            .bean(
                "b",
                request -> {
                  asked.add(request);
                  return Verdict.granted();
                })
            .policies();

    assertThat(isGranted(policies, named("ann"), "rooms.#")).isFalse();
    assertThat(asked).isEmpty();
  }

  @Test
  void isNotForPublishing() {
    Policies policies = rules().rule("all", "#", "anyone", "anyone").policies();

    assertThat(policies.judge(named("ann"), null, PUBLISH, "rooms.*"))
        .isEqualTo(Verdict.refused("To publish takes one channel, and rooms.* is a pattern"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a*", "a.##", "#.", "*..a"})
  void hasNoFault(String pattern) {
    Policies policies = rules().rule("all", "#", "anyone", "anyone").policies();

    assertThatIllegalArgumentException().isThrownBy(() -> isGranted(policies, named("a"), pattern));
  }

  private static boolean isGranted(Policies policies, Caller caller, String pattern) {
    return policies.judge(caller, null, SUBSCRIBE, pattern).equals(Verdict.granted());
  }
}
