package io.switchboard.protocol;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternIndexTests {

  private final PatternIndex<String> index = new PatternIndex<>();

  @Test
  void findsWhatMatches() {
    Set<String> patterns = Set.of("rooms.lobby", "rooms.*", "rooms.#", "#", "*.lobby", "#.lobby.#");
    putAll(patterns);
    putAll(Set.of("rooms", "rooms.lobby.*", "*", "*.*.#.lobby", "rooms.attic", "lobby.#"));

    assertThat(index.find("rooms.lobby")).containsExactlyInAnyOrderElementsOf(patterns);
  }

  @Test
  void findsNothingWhereNothingIsKept() {
    assertThat(index.find("rooms.lobby")).isEmpty();
    assertThat(index.isEmpty()).isTrue();
  }

  @Test
  void findsAPatternOnceThatMatchesInSeveralWays() {
    putAll(Set.of("#.a.#.a.#", "#.#", "#.*.#"));

    assertThat(index.find("a.a.a.a")).containsExactlyInAnyOrder("#.a.#.a.#", "#.#", "#.*.#");
  }

  @Test
  void keepsOneValueByAPattern() {
    index.put(ChannelPattern.of("rooms.*"), "before");
    index.put(ChannelPattern.of("rooms.*"), "after");
    index.put(ChannelPattern.of("rooms.#"), "other");
    index.put(ChannelPattern.of("rooms.*"), "last");

    assertThat(index.find("rooms.lobby")).containsExactlyInAnyOrder("last", "other");
  }

  @Test
  void removesWhatIsNotThereWithoutAWord() {
    index.remove(ChannelPattern.of("rooms.*"));
    putAll(Set.of("rooms.*", "rooms.*.b"));

    for (String absent : List.of("rooms", "rooms.#", "#", "rooms.*.b.c", "rooms.*.c", "a.b")) {
      index.remove(ChannelPattern.of(absent));
    }

    assertThat(index.find("rooms.lobby")).containsExactly("rooms.*");
    assertThat(index.find("rooms.lobby.b")).containsExactly("rooms.*.b");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void findsWhatTheDefinitionSaysWhoeverCameAndWent(int seed) {
    Random random = new Random(seed);
    Set<String> there = new TreeSet<>();
    for (int i = 0; i < 1_000; i++) {
      String pattern = words(random, 1 + random.nextInt(5), "a", "b", "c", "*", "#");
      if (there.add(pattern)) {
        index.put(ChannelPattern.of(pattern), pattern);
      } else {
        index.remove(ChannelPattern.of(pattern));
        there.remove(pattern);
      }
      String name = words(random, 1 + random.nextInt(6), "a", "b", "c", "d");

      assertThat(index.find(name))
          .as(name)
          .containsExactlyInAnyOrderElementsOf(
              there.stream().filter(one -> ChannelPatternTests.defined(one, name)).toList());
    }

    there.forEach(pattern -> index.remove(ChannelPattern.of(pattern)));

    assertThat(index.isEmpty()).isTrue();
  }

  /// More segments than a machine's word has bits.
  @ParameterizedTest
  @ValueSource(ints = {62, 63, 64, 65, 66, 99, 100})
  void findsWhatTheDefinitionSaysByTheLongestNames(int segments) {
    Random random = new Random(segments);
    for (int i = 0; i < 100; i++) {
      String name = words(random, segments, "a", "a", "a", "b");
      String pattern = opened(random, name);
      index.put(ChannelPattern.of(pattern), pattern);
      boolean expected = ChannelPatternTests.defined(pattern, name);

      assertThat(index.find(name).contains(pattern))
          .as("%s on %s", pattern, name)
          .isEqualTo(expected);
      assertThat(ChannelPattern.of(pattern).matches(name)).isEqualTo(expected);
    }
  }

  /// A pattern that is likely to match: some of the name's segments by wildcards, two stretches of
  /// it by `#`.
  private static String opened(Random random, String name) {
    List<String> words = new ArrayList<>(List.of(name.split("\\.")));
    for (int i = 0; i < 2; i++) {
      int from = random.nextInt(words.size());
      words.subList(from, Math.min(words.size(), from + 1 + random.nextInt(20))).clear();
      words.add(from, "#");
    }
    words.replaceAll(word -> !word.equals("#") && random.nextInt(10) == 0 ? "*" : word);
    if (random.nextInt(3) == 0) {
      words.set(random.nextInt(words.size()), "b");
    }
    return String.join(".", words);
  }

  /// Patterns that begin alike and take every segment there is, in many ways, up to their ends.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "one #",
        "many # before names",
        "many # before *",
        "one #, little in common",
        "many #, little in common"
      })
  void asksForEachSegmentOfAPatternAFewTimesAtMost(String shape) {
    List<String> patterns =
        IntStream.range(0, 1_280).mapToObj(i -> "users.alice." + hostile(shape, i)).toList();
    putAll(patterns);
    int segments = patterns.stream().mapToInt(pattern -> pattern.split("\\.").length).sum();

    assertThat(index.search("users.alice." + repeat("a", 92) + ".c").steps())
        .isLessThanOrEqualTo(3 * segments);
    assertThat(index.search("users.bob." + repeat("a", 93)).steps()).isLessThan(10);
  }

  private static String hostile(String shape, int number) {
    return switch (shape) {
      case "one #" -> "#." + repeat("a", 80) + ".b" + number;
      case "many # before names" -> repeat("#.a", 40) + ".b" + number;
      case "many # before *" -> repeat("#.*", 40) + ".b" + number;
      case "one #, little in common" -> "#." + bits(number) + "." + repeat("a", 60) + ".b";
      default -> "#." + bits(number) + "." + repeat("a.#", 30) + ".b";
    };
  }

  /// Eleven segments, each by name or by `*`.
  private static String bits(int number) {
    return IntStream.range(0, 11)
        .mapToObj(bit -> (number >> bit & 1) == 0 ? "a" : "*")
        .collect(joining("."));
  }

  @Test
  void asksForNothingOfPatternsThatBeginOtherwise() {
    putAll(IntStream.range(0, 10_000).mapToObj(i -> "users.u" + i + ".#").toList());

    PatternIndex.Search<String> search = index.search("users.u4711.inbox");

    assertThat(search.steps()).isLessThan(10);
    assertThat(index.find("users.u4711.inbox")).containsExactly("users.u4711.#");
  }

  @Test
  void asksForNoMoreThanANameHasWhereManyWordsMayFollow() {
    putAll(IntStream.range(0, 10_000).mapToObj(i -> "#.w" + i).toList());

    PatternIndex.Search<String> search = index.search("a.b.c.w4711");

    assertThat(search.steps()).isLessThan(20);
    assertThat(index.find("a.b.c.w4711")).containsExactly("#.w4711");
  }

  /// Costs are told by the shape of what is kept.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void isAsIfWhatIsGoneHadNeverBeenThere(int seed) {
    Random random = new Random(seed);
    Set<String> stay = new TreeSet<>();
    Set<String> go = new TreeSet<>();
    for (int i = 0; i < 60; i++) {
      stay.add(words(random, 1 + random.nextInt(8), "a", "b", "*", "#"));
      go.add(words(random, 1 + random.nextInt(12), "a", "b", "*", "#"));
    }
    go.removeAll(stay);
    List<String> all = new ArrayList<>(stay);
    all.addAll(go);
    Collections.shuffle(all, random);
    putAll(all);
    PatternIndex<String> fresh = new PatternIndex<>();
    stay.forEach(pattern -> fresh.put(ChannelPattern.of(pattern), pattern));

    go.forEach(pattern -> index.remove(ChannelPattern.of(pattern)));

    for (int i = 0; i < 200; i++) {
      String name = words(random, 1 + random.nextInt(12), "a", "b", "c");
      assertThat(index.search(name).steps()).isEqualTo(fresh.search(name).steps());
      assertThat(index.find(name)).containsExactlyInAnyOrderElementsOf(fresh.find(name));
    }
  }

  @Test
  void takesNoNameLongerThanAnyChannelHas() {
    putAll(Set.of("#"));

    assertThat(index.find(repeat("a", 127))).containsExactly("#");
    assertThatIllegalArgumentException().isThrownBy(() -> index.find(repeat("a", 128)));
  }

  private void putAll(Collection<String> patterns) {
    patterns.forEach(pattern -> index.put(ChannelPattern.of(pattern), pattern));
  }

  private static String words(Random random, int count, String... words) {
    return random.ints(count, 0, words.length).mapToObj(i -> words[i]).collect(joining("."));
  }

  private static String repeat(String words, int times) {
    return String.join(".", Collections.nCopies(times, words));
  }
}
