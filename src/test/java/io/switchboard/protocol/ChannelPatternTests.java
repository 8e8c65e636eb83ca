package io.switchboard.protocol;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelPatternTests {
  @ParameterizedTest(name = "{0}: {1} {2} -> {3}")
  @CsvSource({
    "the same name,                    a.b.c,      a.b.c,        true",
    "another name,                     a.b.c,      a.b.d,        false",
    "a longer segment,                 a.b,        a.bc,         false",
    "a shorter segment,                a.bc,       a.b,          false",
    "a segment more,                   a.b,        a.b.c,        false",
    "a segment less,                   a.b.c,      a.b,          false",
    "* is one segment,                 a.*,        a.b,          true",
    "* is not two segments,            a.*,        a.b.c,        false",
    "* is not none,                    a.*,        a,            false",
    "* at the beginning,               *.b,        a.b,          true",
    "* in the middle,                  a.*.c,      a.b.c,        true",
    "* alone is one segment,           *,          a,            true",
    "* alone is not two,               *,          a.b,          false",
    "two * are two segments,           *.*,        a.b,          true",
    "# alone is everything,            #,          a.b.c,        true",
    "# at the end is the rest,         a.#,        a.b.c,        true",
    "# at the end may be none,         a.#,        a,            true",
    "# at the end starts at a dot,     a.#,        ab,           false",
    "# at the beginning,               #.c,        a.b.c,        true",
    "# at the beginning may be none,   #.c,        c,            true",
    "# in the middle,                  a.#.d,      a.b.c.d,      true",
    "# in the middle may be none,      a.#.d,      a.d,          true",
    "# in the middle wants its end,    a.#.d,      a.b.c,        false",
    "# takes more than the first fit,  #.a.b,      a.a.b,        true",
    "# takes all but the last fit,     #.b,        b.a.b,        true",
    "#.# is everything,                #.#,        a,            true",
    "#.* is at least one,              #.*,        a.b,          true",
    "*.# is at least one,              *.#,        a,            true",
    "*.#.* is at least two,            *.#.*,      a,            false",
    "*.#.* has two,                    *.#.*,      a.b,          true",
    "two # round a name,               #.b.#,      a.a.b.c.c,    true",
    "two # round a name not there,     #.b.#,      a.a.c,        false",
    "the second # goes on,             #.a.#.c,    a.b.a.b.c,    true",
    "# keeps to what is left,          a.b.#.b.c,  a.b.c,        false",
    "# is not what others took,        a.#.a,      a,            false",
    "# behind a name that is over,     a.b.#,      a,            false",
    "# before more than there is,      #.a.b,      b,            false",
    "# between *,                      *.#.b,      a.b.b,        true",
    "a script of more bytes,           방.*,        방.하나,        true",
  })
  void matchesAsATopicExchangeDoes(String row, String pattern, String channel, boolean expected) {
    assertThat(ChannelPattern.of(pattern).matches(channel)).as(row).isEqualTo(expected);
  }

  @Test
  void agreesWithTheDefinitionOnRandomInput() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String pattern = words(random, 6, "a", "b", "*", "#");
      String channel = words(random, 7, "a", "b");

      assertThat(ChannelPattern.of(pattern).matches(channel))
          .as("%s on %s", pattern, channel)
          .isEqualTo(defined(pattern, channel));
    }
  }

  private static String words(Random random, int most, String... words) {
    return random
        .ints(1 + random.nextInt(most), 0, words.length)
        .mapToObj(i -> words[i])
        .collect(joining("."));
  }

  /// The definition, word by word; exponential in the number of `#`.
  static boolean defined(String pattern, String channel) {
    return defined(Arrays.asList(pattern.split("\\.")), Arrays.asList(channel.split("\\.")));
  }

  private static boolean defined(List<String> pattern, List<String> channel) {
    if (pattern.isEmpty()) {
      return channel.isEmpty();
    }
    List<String> rest = pattern.subList(1, pattern.size());
    if (pattern.getFirst().equals("#")) {
      return defined(rest, channel)
          || (!channel.isEmpty() && defined(pattern, channel.subList(1, channel.size())));
    }
    return !channel.isEmpty()
        && (pattern.getFirst().equals("*") || pattern.getFirst().equals(channel.getFirst()))
        && defined(rest, channel.subList(1, channel.size()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#.*", "#.a", "#.#", "#.a.*"})
  void isQuickOnHostilePatterns(String repeated) {
    String hostile = repeat(repeated, 190 / (repeated.length() + 1)) + ".b";
    String channel = repeat("a", 100);
    ChannelPattern pattern = ChannelPattern.of(hostile);

    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          for (int i = 0; i < 1000; i++) {
            assertThat(pattern.matches(channel)).isFalse();
          }
        });
  }

  private static String repeat(String words, int times) {
    return String.join(".", Collections.nCopies(times, words));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "a.", ".a", "a..b", "a*", "*a", "##", "**", "a.b*c", "a b", "a/b"})
  void refusesWhatIsNoPattern(String pattern) {
    assertThatIllegalArgumentException().isThrownBy(() -> ChannelPattern.of(pattern));
  }

  @ParameterizedTest(name = "{0} contains {1}: {2}")
  @CsvSource({
    "a.b,           a.b,           true",
    "a.b,           a.c,           false",
    "a.*,           a.b,           true",
    "a.b,           a.*,           false",
    "a.#,           a.*,           true",
    "a.*,           a.#,           false",
    "a.#,           a,             true",
    "a.#,           #,             false",
    "#,             *.#,           true",
    "*.#,           #,             true",
    "#.*,           *.#,           true",
    "*.*.#,         #,             false",
    "a.*.#,         a.#,           false",
    "a.*.#,         a.#.*,         true",
    "a.*.*.#,       a.#.c.#.d,     true",
    "a.*.*.*.#,     a.#.c.#.d,     false",
    "#.b.#,         a.b.*.#,       true",
    "#.a.*.b.#,     a.#.b,         false",
    "#.a.*.*.a.#,   a.#.a.y.a,     false",
    "#.a.*.*.*.#,   a.#.b.*.c,     true",
    "방.#,           방.하나.*,      true",
  })
  void containsWhatMatchesNothingElse(String outer, String inner, boolean expected) {
    assertThat(ChannelPattern.of(outer).contains(ChannelPattern.of(inner))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} intersects {1}: {2}")
  @CsvSource({
    "a.b,       a.b,       true",
    "a.b,       a.c,       false",
    "a.*,       *.b,       true",
    "a.*,       b.*,       false",
    "a.#,       #.b,       true",
    "a.#.b,     a.b,       true",
    "a.*.b,     a.b,       false",
    "#,         *,         true",
    "#,         #,         true",
    "#.a.#,     b.*.c,     true",
    "#.a.#,     b.c,       false",
    "*.*.#,     a,         false",
    "a.#.c.#,   a.*.b.c,   true",
    "a.#.c,     #.c.d,     false",
  })
  void intersectsWhatSharesAChannel(String one, String other, boolean expected) {
    assertThat(ChannelPattern.of(one).intersects(ChannelPattern.of(other))).isEqualTo(expected);
    assertThat(ChannelPattern.of(other).intersects(ChannelPattern.of(one))).isEqualTo(expected);
  }

  /// `c` is in no pattern and stands for any other word. A name that tells two patterns of four
  /// segments apart has at most seven: the inner one's words, and each `#` one or two.
  @Test
  void comparesAllSmallPatternsAsTheirNamesDo() {
    List<String> names = allOf(7, "a", "b", "c");
    List<ChannelPattern> patterns =
        allOf(4, "a", "b", "*", "#").stream().map(ChannelPattern::of).toList();
    List<BitSet> matched = patterns.stream().map(pattern -> matched(pattern, names)).toList();

    for (int i = 0; i < patterns.size(); i++) {
      for (int j = 0; j < patterns.size(); j++) {
        assertCompare(patterns.get(i), matched.get(i), patterns.get(j), matched.get(j));
      }
    }
  }

  /// The words of one have several places in the other, at distances that a `#` may change.
  @Test
  void comparesLongerRandomPatternsAsTheirNamesDo() {
    Random random = new Random(11);
    List<String> names = allOf(9, "a", "c");
    for (int i = 0; i < 3000; i++) {
      ChannelPattern one = ChannelPattern.of(words(random, 6, "a", "a", "*", "#"));
      ChannelPattern other = ChannelPattern.of(words(random, 6, "a", "a", "*", "#"));

      assertCompare(one, matched(one, names), other, matched(other, names));
    }
  }

  private static void assertCompare(
      ChannelPattern one, BitSet ofOne, ChannelPattern other, BitSet ofOther) {
    BitSet outside = (BitSet) ofOther.clone();
    outside.andNot(ofOne);
    if (one.contains(other) != outside.isEmpty()
        || one.intersects(other) != ofOne.intersects(ofOther)) {
      fail(
          "%s and %s: contains %s, intersects %s",
          one, other, one.contains(other), one.intersects(other));
    }
  }

  private static BitSet matched(ChannelPattern pattern, List<String> names) {
    return IntStream.range(0, names.size())
        .filter(i -> pattern.matches(names.get(i)))
        .collect(BitSet::new, BitSet::set, BitSet::or);
  }

  private static List<String> allOf(int most, String... words) {
    List<String> all = new ArrayList<>();
    List<String> longest = List.of(words);
    for (int i = 1; i <= most; i++) {
      all.addAll(longest);
      longest =
          longest.stream()
              .flatMap(name -> Arrays.stream(words).map(word -> name + '.' + word))
              .toList();
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"#.*", "#.a", "#.#", "#.a.*", "*", "a", "#.a.*.*.b"})
  void isQuickToCompareHostilePatterns(String repeated) {
    ChannelPattern one =
        ChannelPattern.of(repeat(repeated, 190 / (repeated.length() + 1)) + ".#.x");
    ChannelPattern other = ChannelPattern.of(repeat("#.a", 49));

    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          for (int i = 0; i < 1000; i++) {
            assertThat(one.contains(other)).isFalse();
            assertThat(other.contains(one)).isFalse();
            assertThat(one.intersects(other)).isFalse();
          }
        });
  }

  @Test
  void isEqualByItsText() {
    assertThat(ChannelPattern.of("a.*"))
        .isEqualTo(ChannelPattern.of("a.*"))
        .hasSameHashCodeAs(ChannelPattern.of("a.*"))
        .isNotEqualTo(ChannelPattern.of("a.#"))
        .hasToString("a.*");
  }
}
