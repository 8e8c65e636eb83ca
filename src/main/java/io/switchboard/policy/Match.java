package io.switchboard.policy;

import io.switchboard.protocol.ChannelPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a rule's `match` says. Immutable.
///
/// @param pattern the channels it is for, each placeholder read as `*`
/// @param placeholders the segments that are to be the caller's own
record Match(ChannelPattern pattern, List<Placeholder> placeholders) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-zA-Z][a-zA-Z0-9_-]*}");
  private static final String ONE_SEGMENT = "*";
  private static final String ANY_SEGMENTS = "#";

  /// A segment that is to be the caller's own.
  ///
  /// @param claim the claim that says what the segment is
  /// @param at how many segments are before it, or behind it if counted from the end
  /// @param fromEnd whether it is counted from the end, since a `#` is before it
  private record Placeholder(String claim, int at, boolean fromEnd) {

    boolean isOwnIn(String[] segments, Caller caller) {
      String own = caller.claims().get(claim);
      return own != null && own.equals(segment(segments));
    }

    /// The segment at this place; `null` if it is open which one that is.
    private @Nullable String segment(String[] segments) {
      int step = fromEnd ? -1 : 1;
      int index = fromEnd ? segments.length - 1 : 0;
      for (int left = at; left >= 0; left--, index += step) {
        if (index < 0 || index >= segments.length || segments[index].equals(ANY_SEGMENTS)) {
          return null;
        }
      }
      String segment = segments[index - step];
      return segment.equals(ONE_SEGMENT) ? null : segment;
    }
  }

  /// Reads a match.
  ///
  /// @throws IllegalArgumentException if a segment is neither a wildcard, nor a placeholder, nor
  ///   fit for a channel's name
  static Match of(String match) {
    String[] segments = match.split("\\.", -1);
    String[] words = segments.clone();
    List<Placeholder> placeholders = new ArrayList<>();
    for (int at = 0; at < segments.length; at++) {
      if (segments[at].indexOf('{') >= 0 || segments[at].indexOf('}') >= 0) {
        placeholders.add(placeholder(segments, at));
        words[at] = ONE_SEGMENT;
      }
    }
    return new Match(ChannelPattern.of(String.join(".", words)), List.copyOf(placeholders));
  }

  private static Placeholder placeholder(String[] segments, int at) {
    String segment = segments[at];
    if (!PLACEHOLDER.matcher(segment).matches()) {
      throw new IllegalArgumentException(
          "A placeholder is a whole segment such as {sub}, its name a letter and then letters,"
              + " digits, _ or -: '"
              + segment
              + "'");
    }
    boolean openBefore = List.of(segments).subList(0, at).contains(ANY_SEGMENTS);
    boolean openBehind = List.of(segments).subList(at, segments.length).contains(ANY_SEGMENTS);
    if (openBefore && openBehind) {
      throw new IllegalArgumentException(
          "A placeholder between two # may be any segment, leave out one #: '" + segment + "'");
    }
    String claim = segment.substring(1, segment.length() - 1);
    return new Placeholder(claim, openBefore ? segments.length - 1 - at : at, openBefore);
  }

  /// Whether all channels of a target that this match is for have the caller's own claims where the
  /// placeholders are.
  ///
  /// @param target a channel that this matches, or a pattern that intersects it
  boolean isOwn(String target, Caller caller) {
    if (placeholders.isEmpty()) {
      return true;
    }
    String[] segments = target.split("\\.", -1);
    return placeholders.stream().allMatch(placeholder -> placeholder.isOwnIn(segments, caller));
  }
}
