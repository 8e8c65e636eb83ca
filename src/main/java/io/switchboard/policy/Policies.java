package io.switchboard.policy;

import io.switchboard.protocol.ChannelPattern;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All rules, and what they say of a channel: the most specific one that matches it decides, and
/// without one nobody may. Immutable, apart from what the application's beans decide.
///
/// Any two rules are either apart or one inside the other, so the rules that match a channel form a
/// chain, and the innermost is the one that decides. A judgement takes a step for each rule.
public final class Policies {
  private final List<Rule> rules; // each before those that contain it

  private Policies(List<Rule> rules) {
    this.rules = rules;
  }

  /// Puts rules together.
  ///
  /// @param beans finds the application's authorizer of a name
  /// @throws IllegalArgumentException in a sentence that names the rules and the fix, if two have
  ///   the same name, or match the same channel and neither is inside the other, or if one names a
  ///   bean that there is not
  public static Policies of(
      Collection<ChannelPolicy> policies, Function<String, @Nullable ChannelAuthorizer> beans) {
    List<Rule> rules = policies.stream().map(policy -> Rule.of(policy, beans)).toList();
    return new Policies(Precedence.mostSpecificFirst(rules));
  }

  /// The names of all rules.
  public List<String> names() {
    return rules.stream().map(rule -> rule.policy().name()).toList();
  }

  /// The rule that decides on a channel, `null` if there is none.
  public @Nullable ChannelPolicy effective(String channel) {
    for (Rule rule : rules) {
      if (rule.pattern().matches(channel)) {
        return rule.policy();
      }
    }
    return null;
  }

  /// Whether a caller may do something. A pattern is granted only if each channel that it matches
  /// would be, whether there is such a channel yet or not. May block where a bean decides; an
  /// exception of the bean comes through and grants nothing.
  ///
  /// @param user the caller as the application's security knows them, for its beans
  /// @param target a channel's name without fault, or a pattern, which is never granted for PUBLISH
  /// @throws IllegalArgumentException if the target has wildcards, but is no pattern
  public Verdict judge(Caller caller, @Nullable Principal user, Right right, String target) {
    boolean pattern = isPattern(target);
    if (pattern && right == Right.PUBLISH) {
      return Verdict.refused("To publish takes one channel, and " + target + " is a pattern");
    }
    Question question = Question.of(new ChannelRequest(caller, user, right, target, pattern));
    List<Rule> concerned = concerned(question);
    if (concerned.isEmpty()) {
      return uncovered(question);
    }
    for (Rule rule : concerned) {
      if (rule.judge(question) instanceof Verdict.Refused refused) {
        return refused;
      }
    }
    return Verdict.granted();
  }

  /// Whether the verdict depends on nothing but who the caller is, so that it may be remembered for
  /// as long as that is the same. It does not where a bean has a say.
  ///
  /// @param target as in [#judge]
  public boolean isFixed(Right right, String target) {
    Question question =
        Question.of(new ChannelRequest(Caller.ANONYMOUS, null, right, target, isPattern(target)));
    return concerned(question).stream().noneMatch(rule -> rule.asksABean(right));
  }

  private static boolean isPattern(String target) {
    return target.indexOf('*') >= 0 || target.indexOf('#') >= 0;
  }

  /// The rules that decide on all that is asked for: first the most specific one that covers it,
  /// then those inside that one which decide on some of it. None if no rule covers it.
  private List<Rule> concerned(Question question) {
    List<Rule> concerned = new ArrayList<>();
    for (Rule rule : rules) {
      if (question.isInside(rule.pattern())) {
        concerned.addFirst(rule);
        return concerned;
      }
      if (question.touches(rule.pattern())) {
        concerned.add(rule);
      }
    }
    return List.of();
  }

  private Verdict uncovered(Question question) {
    return new Verdict.Refused(
        "No policy covers "
            + question.subject()
            + ", so no client may "
            + question.request().right().text()
            + " there",
        null,
        fitsIn(question.pattern()) ? newRule(question.request()) : null);
  }

  /// Whether a new rule for this pattern, or for a channel that no rule matches, goes with the
  /// others.
  private boolean fitsIn(@Nullable ChannelPattern pattern) {
    return pattern == null
        || rules.stream()
            .map(Rule::pattern)
            .allMatch(other -> !other.intersects(pattern) || pattern.contains(other));
  }

  private String newRule(ChannelRequest request) {
    Set<String> taken =
        rules.stream().map(rule -> rule.policy().name()).collect(Collectors.toSet());
    return Remedy.add(request.target(), request.right(), request.caller(), taken);
  }

  /// Which rule decides on a channel, and which others match it.
  ///
  /// @throws IllegalArgumentException in a sentence, if this is no channel's name
  public PolicyExplanation explain(String channel) {
    if (isPattern(channel)) {
      throw new IllegalArgumentException(
          "Only one channel can be explained, and this is a pattern: " + channel);
    }
    ChannelPattern.of(channel);
    List<ChannelPolicy> matching =
        rules.stream().filter(rule -> rule.pattern().matches(channel)).map(Rule::policy).toList();
    return matching.isEmpty()
        ? new PolicyExplanation(channel, null, List.of())
        : new PolicyExplanation(channel, matching.getFirst(), matching.subList(1, matching.size()));
  }
}
