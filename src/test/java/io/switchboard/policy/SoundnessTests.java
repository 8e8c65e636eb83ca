package io.switchboard.policy;

import static io.switchboard.policy.Right.PUBLISH;
import static io.switchboard.policy.Right.SUBSCRIBE;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.ChannelPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is granted for a pattern is granted for each of its channels, whatever the rules.
class SoundnessTests {
  private static final String[] ACCESSES = {
    "anyone", "anyone", "authenticated", "granted", "role:R", "bean:yes", "bean:b", "nobody"
  };
  private static final ChannelPattern SEEN_BY_B = ChannelPattern.of("a.#");
  private static final List<String> CHANNELS = channels();

  private final Random random = new Random(23);

  @Test
  void neverGrantsAPatternWithAChannelThatWouldBeRefused() {
    int granted = 0;
    for (int i = 0; i < 4000; i++) {
      List<ChannelPolicy> rules = new ArrayList<>();
      Policies policies = randomPolicies(rules);
      for (int j = 0; j < 20; j++) {
        Caller caller = randomCaller();
        String pattern = words(4, "a", "b", "*", "#");
        if (isGranted(policies, caller, pattern)) {
          assertGrantsEachChannel(policies, rules, caller, ChannelPattern.of(pattern));
          granted++;
        }
      }
    }

    assertThat(granted).as("patterns that were granted").isGreaterThan(5000);
  }

  private static void assertGrantsEachChannel(
      Policies policies, List<ChannelPolicy> rules, Caller caller, ChannelPattern pattern) {
    assertThat(CHANNELS)
        .filteredOn(pattern::matches)
        .as("channels of %s that %s may not subscribe to under %s", pattern, caller, rules)
        .allMatch(channel -> isGranted(policies, caller, channel));
  }

  private static boolean isGranted(Policies policies, Caller caller, String target) {
    return policies.judge(caller, null, SUBSCRIBE, target) instanceof Verdict.Granted;
  }

  /// Adds rules as long as they go with each other.
  private Policies randomPolicies(List<ChannelPolicy> rules) {
    Policies policies = Policies.of(rules, SoundnessTests::bean);
    for (int i = 0; i < 8; i++) {
      String match = words(4, "a", "b", "*", "#", "{sub}", "{c}");
      List<ChannelPolicy> more = new ArrayList<>(rules);
      try {
        more.add(new ChannelPolicy("r" + i, match, randomAccess(), new Access.Nobody()));
        policies = Policies.of(more, SoundnessTests::bean);
        rules.add(more.getLast());
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageMatching("(A placeholder between|The rules r).*");
      }
    }
    return policies;
  }

  private Access randomAccess() {
    return Access.parse(ACCESSES[random.nextInt(ACCESSES.length)]);
  }

  /// One that grants everything, and one that grants a pattern only if it would each channel.
  private static ChannelAuthorizer bean(String name) {
    return request -> {
      boolean seen =
          request.pattern()
              ? SEEN_BY_B.contains(ChannelPattern.of(request.target()))
              : SEEN_BY_B.matches(request.target());
      return seen || name.equals("yes") ? Verdict.granted() : Verdict.refused("Not seen");
    };
  }

  private Caller randomCaller() {
    String[] values = {"a", "b", "c", "*", "#", "a.b"};
    Set<String> roles = random.nextBoolean() ? Set.of("R") : Set.of();
    List<Grant> grants =
        IntStream.range(0, random.nextInt(3)).mapToObj(i -> randomGrant()).toList();
    return new Caller(
        random.nextInt(4) == 0 ? null : values[random.nextInt(values.length)],
        roles,
        random.nextInt(3) == 0 ? Map.of() : Map.of("c", values[random.nextInt(values.length)]),
        grants);
  }

  private Grant randomGrant() {
    Right right = random.nextInt(4) == 0 ? PUBLISH : SUBSCRIBE;
    return new Grant(ChannelPattern.of(words(3, "a", "b", "*", "#", "#")), Set.of(right));
  }

  private String words(int most, String... words) {
    return random
        .ints(1 + random.nextInt(most), 0, words.length)
        .mapToObj(i -> words[i])
        .collect(joining("."));
  }

  /// All names of up to five words, of which `c` stands for those that no rule names.
  private static List<String> channels() {
    List<String> all = new ArrayList<>(List.of("a", "b", "c"));
    for (int from = 0, length = 2; length <= 5; length++) {
      List<String> shorter = List.copyOf(all.subList(from, all.size()));
      from = all.size();
      shorter.forEach(name -> Stream.of("a", "b", "c").forEach(word -> all.add(name + '.' + word)));
    }
    return all;
  }
}
