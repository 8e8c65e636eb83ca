package io.switchboard.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A channel's name as patterns read it: they stand at several of its places at once, and each of
/// their segments takes all those places on in one step. So a pattern costs one step for each
/// segment it has, however many ways it has to match.
///
/// Confined to one thread.
final class NameSegments {

  private final List<String> segments;
  private final Places all = new Places(); // of the name
  private @Nullable Map<String, Places> places; // segment -> before which it is; made when needed

  /// @throws IllegalArgumentException if there are more segments than any channel's name has
  NameSegments(String channel) {
    segments = split(channel);
    if (segments.size() >= Places.MOST) {
      throw new IllegalArgumentException("Not a channel's name: " + SafeText.quoted(channel));
    }
    for (int place = 0; place <= segments.size(); place++) {
      all.add(place);
    }
  }

  private static List<String> split(String channel) {
    List<String> segments = new ArrayList<>();
    int from = 0;
    for (int dot = channel.indexOf('.'); dot >= 0; dot = channel.indexOf('.', from)) {
      segments.add(channel.substring(from, dot));
      from = dot + 1;
    }
    segments.add(channel.substring(from));
    return segments;
  }

  /// Whether a pattern that stands at some places matches, by its segments from one on.
  boolean isMatched(Places from, List<String> words, int first) {
    Places at = from.copy();
    for (int i = first; i < words.size() && !at.isEmpty(); i++) {
      read(at, words.get(i));
    }
    return at.contains(segments.size());
  }

  /// Takes a pattern on from where it stands by one of its segments.
  void read(Places at, String word) {
    switch (word) {
      case ChannelName.ANY_SEGMENTS -> {
        at.extend();
        at.retainAll(all);
      }
      case ChannelName.ONE_SEGMENT -> {
        at.advance();
        at.retainAll(all);
      }
      default -> readWord(at, word);
    }
  }

  private void readWord(Places at, String word) {
    if (at.isOne()) {
      if (word.equals(segmentAt(at))) {
        at.advance();
      } else {
        at.clear();
      }
      return;
    }
    Places fit = places().get(word);
    if (fit == null) {
      at.clear();
    } else {
      at.retainAll(fit);
      at.advance();
    }
  }

  /// The segment behind the first of these places; `null` if that is the end of the name.
  @Nullable String segmentAt(Places places) {
    int place = places.first();
    return place < segments.size() ? segments.get(place) : null;
  }

  /// The segments, each once.
  Set<String> distinct() {
    return places().keySet();
  }

  private Map<String, Places> places() {
    if (places == null) {
      places = new HashMap<>();
      for (int i = 0; i < segments.size(); i++) {
        places.computeIfAbsent(segments.get(i), segment -> new Places()).add(i);
      }
    }
    return places;
  }
}
