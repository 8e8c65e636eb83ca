package io.switchboard.protocol;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// What two patterns have in common, told from their segments alone. At most (segments of the one)
/// x (segments of the other) steps, whatever the patterns.
///
/// Names are of any words and have at least one segment, so `#` and `*.#` mean the same channels.
/// That names have an end, 200 bytes, is left out: it only makes patterns smaller.
final class PatternComparison {

  private PatternComparison() {}

  /// Whether every name of the inner pattern is one of the outer pattern.
  ///
  /// The inner pattern is read as if it were a name, by an automaton that stands at places between
  /// the segments of the outer one. What the inner pattern leaves open is a word that the outer one
  /// does not have, so only wildcards take it. A `#` of the inner pattern may be nothing or long,
  /// so only a run of wildcards with a `#` among them takes it, and it counts for none of the run's
  /// `*`. This misses nothing: where no such reading exists, making each `#` of the inner pattern
  /// either nothing (if it stands where the outer one still wants a `*`) or longer than the outer
  /// pattern yields a name outside.
  static boolean contains(List<String> outer, List<String> inner) {
    BitSet open = placesAtOpenRuns(outer);
    BitSet places = new BitSet();
    places.set(0);
    skipOpenSegments(outer, places);
    boolean readsASegment = false;
    for (String segment : inner) {
      if (isOpen(segment)) {
        places.and(open);
      } else {
        places = afterSegment(outer, places, segment);
        readsASegment = true;
      }
    }
    return readsASegment
        ? places.get(outer.size())
        : places.get(outer.size()) || afterSegment(outer, places, "*").get(outer.size());
  }

  /// The places before, in and behind the runs of wildcards that have a `#` among them.
  private static BitSet placesAtOpenRuns(List<String> words) {
    BitSet open = new BitSet();
    int from = 0;
    while (from < words.size()) {
      int to = from;
      while (to < words.size() && isWildcard(words.get(to))) {
        to++;
      }
      if (words.subList(from, to).contains(ChannelName.ANY_SEGMENTS)) {
        open.set(from, to + 1);
      }
      from = to + 1;
    }
    return open;
  }

  private static BitSet afterSegment(List<String> words, BitSet places, String segment) {
    BitSet after = new BitSet();
    for (int at = places.nextSetBit(0);
        at >= 0 && at < words.size();
        at = places.nextSetBit(at + 1)) {
      String word = words.get(at);
      if (isOpen(word)) {
        after.set(at);
      } else if (word.equals(ChannelName.ONE_SEGMENT) || word.equals(segment)) {
        after.set(at + 1);
      }
    }
    skipOpenSegments(words, after);
    return after;
  }

  private static void skipOpenSegments(List<String> words, BitSet places) {
    for (int at = 0; at < words.size(); at++) {
      if (places.get(at) && isOpen(words.get(at))) {
        places.set(at + 1);
      }
    }
  }

  /// Whether some name is one of both patterns.
  static boolean intersect(List<String> one, List<String> other) {
    boolean[] row =
        new boolean[other.size() + 1]; // of the segments read: whether a name reads them
    row[0] = true;
    openFrom(row, other);
    for (String word : one) {
      row = isOpen(word) ? reachable(row) : afterWord(row, other, word);
    }
    return row[other.size()];
  }

  private static void openFrom(boolean[] row, List<String> other) {
    for (int at = 0; at < other.size(); at++) {
      row[at + 1] |= row[at] && isOpen(other.get(at));
    }
  }

  private static boolean[] reachable(boolean[] row) {
    boolean[] next = new boolean[row.length];
    int first = 0;
    while (first < row.length && !row[first]) {
      first++;
    }
    Arrays.fill(next, first, row.length, true);
    return next;
  }

  private static boolean[] afterWord(boolean[] row, List<String> other, String word) {
    boolean[] next = new boolean[row.length];
    for (int at = 0; at < other.size(); at++) {
      String wanted = other.get(at);
      if (isOpen(wanted)) {
        next[at] |= row[at];
      } else {
        next[at + 1] = row[at] && haveOneInCommon(word, wanted);
      }
    }
    openFrom(next, other);
    return next;
  }

  private static boolean haveOneInCommon(String word, String wanted) {
    return word.equals(wanted)
        || word.equals(ChannelName.ONE_SEGMENT)
        || wanted.equals(ChannelName.ONE_SEGMENT);
  }

  private static boolean isWildcard(String word) {
    return isOpen(word) || word.equals(ChannelName.ONE_SEGMENT);
  }

  private static boolean isOpen(String word) {
    return word.equals(ChannelName.ANY_SEGMENTS);
  }
}
