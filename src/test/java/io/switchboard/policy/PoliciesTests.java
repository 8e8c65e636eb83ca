package io.switchboard.policy;

import static io.switchboard.policy.Right.PUBLISH;
import static io.switchboard.policy.Right.SUBSCRIBE;
import static io.switchboard.policy.Rules.grant;
import static io.switchboard.policy.Rules.named;
import static io.switchboard.policy.Rules.rules;
import static io.switchboard.policy.Rules.withClaim;
import static io.switchboard.policy.Rules.withRole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesTests {
  private static final Verdict GRANTED = Verdict.granted();

  @Test
  void refuseWhatNoRuleCovers() {
    Policies policies = rules().rule("rooms", "rooms.*", "anyone", "anyone").policies();

    assertThat(refusal(policies, named("ann"), PUBLISH, "news"))
        .returns("No policy covers news, so no client may publish there", Verdict.Refused::reason)
        .returns(null, Verdict.Refused::policy);
    assertThat(policies.effective("news")).isNull();
  }

  @ParameterizedTest(name = "{0} lets in: nobody known {1}, ann {2}, with role {3}, with grant {4}")
  @CsvSource({
    "anyone,        true,  true,  true,  true",
    "authenticated, false, true,  true,  true",
    "role:OPS,      false, false, true,  false",
    "granted,       false, false, false, true",
    "nobody,        false, false, false, false",
  })
  void letInWhomTheRuleSays(
      String access, boolean anonymous, boolean named, boolean role, boolean grant) {
    Caller granted = named("ann", grant("rooms.lobby", SUBSCRIBE, PUBLISH));
    Policies toSubscribe = rules().rule("rooms", "rooms.*", access, "nobody").policies();
    Policies toPublish = rules().rule("rooms", "rooms.*", "nobody", access).policies();

    for (Right right : Right.values()) {
      Policies policies = right == SUBSCRIBE ? toSubscribe : toPublish;
      assertThat(isGranted(policies, Caller.ANONYMOUS, right, "rooms.lobby")).isEqualTo(anonymous);
      assertThat(isGranted(policies, named("ann"), right, "rooms.lobby")).isEqualTo(named);
      assertThat(isGranted(policies, withRole("OPS"), right, "rooms.lobby")).isEqualTo(role);
      assertThat(isGranted(policies, granted, right, "rooms.lobby")).isEqualTo(grant);
    }
    assertThat(isGranted(toSubscribe, granted, PUBLISH, "rooms.lobby")).isFalse();
    assertThat(isGranted(toPublish, granted, SUBSCRIBE, "rooms.lobby")).isFalse();
  }

  @Test
  void tellRolesApart() {
    Policies policies = rules().rule("rooms", "rooms.*", "role:OPS", "nobody").policies();

    assertThat(isGranted(policies, withRole("ops"), SUBSCRIBE, "rooms.lobby")).isFalse();
    assertThat(isGranted(policies, withRole("ROLE_OPS"), SUBSCRIBE, "rooms.lobby")).isFalse();
  }

  @ParameterizedTest(name = "a grant for {0} to {1} lets publish to rooms.lobby: {2}")
  @CsvSource({
    "rooms.lobby, PUBLISH,   true",
    "rooms.*,     PUBLISH,   true",
    "#,           PUBLISH,   true",
    "rooms.*,     SUBSCRIBE, false",
    "rooms.cafe,  PUBLISH,   false",
    "rooms.#,     PUBLISH,   true",
    "#.lobby,     PUBLISH,   true",
    "#.cafe,      PUBLISH,   false",
    "#.rooms.#,   PUBLISH,   true",
    "#.cafe.#,    PUBLISH,   false",
  })
  void goByGrants(String pattern, Right right, boolean expected) {
    Policies policies = rules().rule("rooms", "rooms.*", "nobody", "granted").policies();

    assertThat(isGranted(policies, named("ann", grant(pattern, right)), PUBLISH, "rooms.lobby"))
        .isEqualTo(expected);
  }

  @Test
  void giveNothingForAGrantWhereTheRuleDoesNotAskForOne() {
    Policies policies = rules().rule("rooms", "rooms.*", "nobody", "nobody").policies();

    assertThat(isGranted(policies, named("ann", grant("#", SUBSCRIBE)), SUBSCRIBE, "rooms.lobby"))
        .isFalse();
  }

  @Test
  void letTheMostSpecificRuleDecideWhateverTheOrder() {
    Policies outsideIn =
        rules()
            .rule("all", "#", "nobody", "nobody")
            .rule("rooms", "rooms.#", "authenticated", "nobody")
            .rule("lobby", "rooms.lobby", "anyone", "nobody")
            .policies();
    Policies insideOut =
        rules()
            .rule("lobby", "rooms.lobby", "anyone", "nobody")
            .rule("rooms", "rooms.#", "authenticated", "nobody")
            .rule("all", "#", "nobody", "nobody")
            .policies();

    for (Policies policies : List.of(outsideIn, insideOut)) {
      assertThat(nameOf(policies.effective("rooms.lobby"))).isEqualTo("lobby");
      assertThat(nameOf(policies.effective("rooms.cafe"))).isEqualTo("rooms");
      assertThat(nameOf(policies.effective("news"))).isEqualTo("all");
      assertThat(isGranted(policies, Caller.ANONYMOUS, SUBSCRIBE, "rooms.lobby")).isTrue();
      assertThat(isGranted(policies, Caller.ANONYMOUS, SUBSCRIBE, "rooms.cafe")).isFalse();
      assertThat(isGranted(policies, named("ann"), SUBSCRIBE, "news")).isFalse();
    }
  }

  @ParameterizedTest(name = "{0} lets ann of acme into {1}: {2}")
  @CsvSource({
    "users.{sub}.#,             users.ann,           true",
    "users.{sub}.#,             users.ann.mail.new,  true",
    "users.{sub}.#,             users.bob,           false",
    "users.{sub}.#,             users.annie,         false",
    "tenants.{tenant}.*,        tenants.acme.a,      true",
    "tenants.{tenant}.*,        tenants.ann.a,       false",
    "t.{tenant}.u.{sub},        t.acme.u.ann,        true",
    "t.{tenant}.u.{sub},        t.acme.u.bob,        false",
    "t.{tenant}.u.{sub},        t.other.u.ann,       false",
    "#.{sub},                   ann,                 true",
    "#.{sub},                   a.b.ann,             true",
    "#.{sub},                   ann.b,               false",
    "#.{sub}.inbox,             a.b.ann.inbox,       true",
    "#.{sub}.inbox,             ann.bob.inbox,       false",
    "{tenant}.#.{sub},          acme.x.ann,          true",
    "{tenant}.#.{sub},          acme.x.bob,          false",
    "{missing}.a,               ann.a,               false",
    "{SUB}.a,                   ann.a,               false",
  })
  void bindPlaceholdersToClaims(String match, String channel, boolean expected) {
    Policies policies = rules().rule("own", match, "anyone", "anyone").policies();
    Caller ann = withClaim("tenant", "acme");

    assertThat(isGranted(policies, ann, SUBSCRIBE, channel)).isEqualTo(expected);
    assertThat(isGranted(policies, ann, PUBLISH, channel)).isEqualTo(expected);
    assertThat(isGranted(policies, Caller.ANONYMOUS, SUBSCRIBE, channel)).isFalse();
  }

  @Test
  void doNotFallBackOnALessSpecificRuleForWhomAPlaceholderKeepsOut() {
    Policies policies =
        rules()
            .rule("users", "users.#", "anyone", "anyone")
            .rule("own", "users.{sub}.#", "anyone", "anyone")
            .policies();

    assertThat(refusal(policies, named("ann"), SUBSCRIBE, "users.bob"))
        .isEqualTo(new Verdict.Refused("Only its owner may subscribe to users.bob", "own", null));
    assertThat(isGranted(policies, named("ann"), SUBSCRIBE, "users")).isTrue();
  }

  @Test
  void askForBothTheClaimAndTheAccess() {
    Policies policies = rules().rule("own", "users.{sub}.#", "nobody", "role:OPS").policies();

    assertThat(isGranted(policies, named("ann"), SUBSCRIBE, "users.ann")).isFalse();
    assertThat(isGranted(policies, named("ann"), PUBLISH, "users.ann")).isFalse();
    assertThat(isGranted(policies, withRole("OPS"), PUBLISH, "users.ann")).isTrue();
    assertThat(isGranted(policies, withRole("OPS"), PUBLISH, "users.bob")).isFalse();
  }

  @Test
  void tellABeanWhatIsAsked() {
    List<ChannelRequest> asked = new ArrayList<>();
    Policies policies =
        rules()
            .rule("rooms", "rooms.*", "bean:rooms", "nobody")
            .bean("rooms", request -> remember(asked, request))
            .policies();
    Principal user = () -> "ann";

    assertThat(policies.judge(named("ann"), user, SUBSCRIBE, "rooms.lobby")).isEqualTo(GRANTED);
    assertThat(policies.judge(named("ann"), null, SUBSCRIBE, "rooms.*")).isEqualTo(GRANTED);

    assertThat(asked)
        .containsExactly(
            new ChannelRequest(named("ann"), user, SUBSCRIBE, "rooms.lobby", false),
            new ChannelRequest(named("ann"), null, SUBSCRIBE, "rooms.*", true));
  }

  private static Verdict remember(List<ChannelRequest> asked, ChannelRequest request) {
    asked.add(request);
    return Verdict.granted();
  }

  @Test
  void nameTheRuleWhoseBeanRefused() {
    Policies policies =
        rules()
            .rule("rooms", "rooms.*", "bean:rooms", "nobody")
            .bean("rooms", request -> Verdict.refused("The room is closed"))
            .policies();

    assertThat(refusal(policies, named("ann"), SUBSCRIBE, "rooms.lobby"))
        .isEqualTo(new Verdict.Refused("The room is closed", "rooms", null));
  }

  @Test
  void doNotAskABeanForWhomAPlaceholderKeepsOut() {
    List<ChannelRequest> asked = new ArrayList<>();
    Policies policies =
        rules()
            .rule("own", "users.{sub}", "bean:users", "nobody")
            .bean("users", request -> remember(asked, request))
            .policies();

    assertThat(isGranted(policies, named("ann"), SUBSCRIBE, "users.bob")).isFalse();
    assertThat(asked).isEmpty();
  }

  @Test
  void letABeansExceptionThrough() {
    Policies policies =
        rules()
            .rule("rooms", "rooms.*", "bean:rooms", "nobody")
            .bean(
                "rooms",
                request -> {
                  throw new IllegalStateException("no database");
                })
            .policies();

    assertThatThrownBy(() -> policies.judge(named("ann"), null, SUBSCRIBE, "rooms.lobby"))
        .hasMessage("no database");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "anyone.{sub}  | Only its owner may subscribe to x.y",
        "authenticated | Only who is signed in may subscribe to x.y",
        "granted       | The credential has no grant to subscribe to x.y",
        "role:SECRET   | Only certain roles may subscribe to x.y",
        "nobody        | No client may subscribe to x.y",
      })
  void giveAReasonThatMayBeShown(String access, String reason) {
    boolean own = access.endsWith("{sub}");
    Policies policies =
        rules().rule("x", own ? "x.{sub}" : "x.*", own ? "anyone" : access, "nobody").policies();

    assertThat(refusal(policies, Caller.ANONYMOUS, SUBSCRIBE, "x.y"))
        .returns(reason, Verdict.Refused::reason)
        .returns("x", Verdict.Refused::policy);
  }

  @Test
  void knowWhichVerdictsMayBeRemembered() {
    Policies policies =
        rules()
            .rule("rooms", "rooms.#", "anyone", "bean:b")
            .rule("asked", "rooms.asked", "bean:b", "anyone")
            .bean("b", request -> Verdict.granted())
            .policies();

    assertThat(policies.isFixed(SUBSCRIBE, "rooms.lobby")).isTrue();
    assertThat(policies.isFixed(PUBLISH, "rooms.lobby")).isFalse();
    assertThat(policies.isFixed(SUBSCRIBE, "rooms.asked")).isFalse();
    assertThat(policies.isFixed(PUBLISH, "rooms.asked")).isTrue();
    assertThat(policies.isFixed(SUBSCRIBE, "rooms.*")).isFalse();
    assertThat(policies.isFixed(SUBSCRIBE, "rooms.*.x")).isTrue();
    assertThat(policies.isFixed(SUBSCRIBE, "news")).isTrue();
  }

  @Test
  void doNotChangeWithTheListTheyWereMadeFrom() {
    List<ChannelPolicy> list = new ArrayList<>(List.of(ChannelPolicy.closed("a", "a")));
    Policies policies = Policies.of(list, name -> null);

    list.clear();

    assertThat(policies.effective("a")).isNotNull();
  }

  @Test
  void leaveClaimsThatAreNoSegmentsWithoutEffect() {
    Policies policies = rules().rule("own", "users.{sub}.*", "anyone", "nobody").policies();

    for (String name : Set.of("*", "#", "", "a.b", "ann.*")) {
      Caller caller = new Caller(name, Set.of(), Map.of(), List.of());
      assertThat(isGranted(policies, caller, SUBSCRIBE, "users.*.*")).as(name).isFalse();
      assertThat(isGranted(policies, caller, SUBSCRIBE, "users.ann.*")).as(name).isFalse();
      assertThat(isGranted(policies, caller, SUBSCRIBE, "users.a.b")).as(name).isFalse();
    }
  }

  private static @Nullable String nameOf(@Nullable ChannelPolicy policy) {
    return policy == null ? null : policy.name();
  }

  private static boolean isGranted(Policies policies, Caller caller, Right right, String target) {
    return policies.judge(caller, null, right, target).equals(GRANTED);
  }

  private static Verdict.Refused refusal(
      Policies policies, Caller caller, Right right, String target) {
    Verdict verdict = policies.judge(caller, null, right, target);
    assertThat(verdict).asInstanceOf(type(Verdict.Refused.class)).isNotNull();
    return (Verdict.Refused) verdict;
  }
}
