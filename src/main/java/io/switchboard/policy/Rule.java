package io.switchboard.policy;

import io.switchboard.protocol.ChannelPattern;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A policy that is ready to judge. Immutable.
///
/// @param authorizers the beans that the policy names, by the right they decide on
record Rule(ChannelPolicy policy, Match match, Map<Right, ChannelAuthorizer> authorizers) {

  /// @throws IllegalArgumentException if the policy names a bean that there is not
  static Rule of(ChannelPolicy policy, Function<String, @Nullable ChannelAuthorizer> beans) {
    Map<Right, ChannelAuthorizer> authorizers = new EnumMap<>(Right.class);
    for (Right right : Right.values()) {
      if (policy.access(right) instanceof Access.Bean(String name)) {
        authorizers.put(right, found(policy, right, name, beans.apply(name)));
      }
    }
    return new Rule(policy, Match.of(policy.match()), authorizers);
  }

  private static ChannelAuthorizer found(
      ChannelPolicy policy, Right right, String name, @Nullable ChannelAuthorizer bean) {
    if (bean == null) {
      throw new IllegalArgumentException(
          "The rule %s says %s: bean:%s, but there is no ChannelAuthorizer bean %s: declare one, or let the rule say %s"
              .formatted(policy.name(), right.text(), name, name, Access.ALLOWED));
    }
    return bean;
  }

  ChannelPattern pattern() {
    return match.pattern();
  }

  /// Whether the verdict may differ from one time to the next for the same caller.
  boolean asksABean(Right right) {
    return authorizers.containsKey(right);
  }

  /// The verdict on those of the channels asked for that this rule matches. It is granted only if
  /// it would be for each of them.
  Verdict judge(Question question) {
    Caller caller = question.request().caller();
    if (!match.isOwn(question.request().target(), caller)) {
      return new Verdict.Refused("Only its owner may " + question.words(), policy.name(), null);
    }
    return switch (policy.access(question.request().right())) {
      case Access.Anyone() -> Verdict.granted();
      case Access.Authenticated() ->
          verdict(caller.name() != null, "Only who is signed in may ", question);
      case Access.Granted() ->
          verdict(isGranted(question, caller), "The credential has no grant to ", question);
      case Access.Role(String role) ->
          verdict(caller.roles().contains(role), "Only certain roles may ", question);
      case Access.Bean(String name) -> ask(question);
      case Access.Nobody() -> verdict(false, "No client may ", question);
    };
  }

  private boolean isGranted(Question question, Caller caller) {
    Right right = question.request().right();
    return caller.grants().stream()
        .anyMatch(grant -> question.isGrantedBy(grant) || grant.covers(right, pattern()));
  }

  private Verdict verdict(boolean granted, String reason, Question question) {
    if (granted) {
      return Verdict.granted();
    }
    return new Verdict.Refused(
        reason + question.words(),
        policy.name(),
        Remedy.change(policy, question.request().right(), question.request().caller()));
  }

  private Verdict ask(Question question) {
    Right right = question.request().right();
    ChannelAuthorizer authorizer = authorizers.get(right);
    if (authorizer == null) {
      throw new IllegalStateException("No bean decides who may " + question.words());
    }
    return switch (authorizer.authorize(question.request())) {
      case Verdict.Granted granted -> granted;
      case Verdict.Refused refused ->
          new Verdict.Refused(refused.reason(), policy.name(), refused.remedy());
    };
  }
}
