package io.switchboard.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A channel's name with wildcards, as RabbitMQ's topic exchange has them: a segment `*` stands for
/// exactly one segment, `#` for any number, none included. Immutable.
///
/// Matching takes no memory and at most (segments of the pattern) x (segments of the name) steps,
/// whatever the pattern: when a segment does not fit, only the last `#` needs to take one more,
/// since what an earlier one could take, the last one can as well.
public final class ChannelPattern {
  private final String pattern;
  private final List<String> words;

  private ChannelPattern(String pattern) {
    this.pattern = pattern;
    this.words = List.of(pattern.split("\\.", -1));
  }

  /// Reads a pattern.
  ///
  /// @param pattern may also be a name without wildcards, which matches itself
  /// @throws IllegalArgumentException if a segment is neither a wildcard nor fit for a channel's
  ///   name
  public static ChannelPattern of(String pattern) {
    String fault = ChannelName.faultOfPattern(pattern);
    if (fault != null) {
      throw new IllegalArgumentException(fault + ": " + SafeText.quoted(pattern));
    }
    return new ChannelPattern(pattern);
  }

  /// Whether a channel is one of those meant.
  ///
  /// @param channel a channel's name, as [Destination.Topic] has it
  public boolean matches(String channel) {
    int word = 0;
    int at = 0; // where the segment to be matched begins
    int open = -1; // the last # so far
    int openTo = 0; // where what it takes ends
    while (at <= channel.length()) {
      if (isOpen(word)) {
        open = word++;
        openTo = at;
      } else if (fits(word, channel, at)) {
        word++;
        at = next(channel, at);
      } else if (open >= 0) {
        openTo = next(channel, openTo);
        word = open + 1;
        at = openTo;
      } else {
        return false;
      }
    }
    return isOpenToTheEnd(word);
  }

  /// Whether this pattern matches every channel that the other matches. Two patterns that contain
  /// each other mean the same channels, even if they are not [#equals(Object)]: `#.*` and `*.#`.
  public boolean contains(ChannelPattern other) {
    return PatternComparison.contains(words, other.words);
  }

  /// Whether there can be a channel that both match.
  public boolean intersects(ChannelPattern other) {
    return PatternComparison.intersect(words, other.words);
  }

  private boolean isOpen(int word) {
    return word < words.size() && words.get(word).equals(ChannelName.ANY_SEGMENTS);
  }

  private boolean isOpenToTheEnd(int word) {
    int rest = word;
    while (isOpen(rest)) {
      rest++;
    }
    return rest == words.size();
  }

  private boolean fits(int word, String channel, int at) {
    if (word == words.size()) {
      return false;
    }
    String wanted = words.get(word);
    int end = at + wanted.length();
    return wanted.equals(ChannelName.ONE_SEGMENT)
        || (channel.startsWith(wanted, at)
            && (end == channel.length() || channel.charAt(end) == '.'));
  }

  /// Where the next segment begins; behind the end if there is none.
  private static int next(String channel, int at) {
    int dot = channel.indexOf('.', at);
    return (dot < 0 ? channel.length() : dot) + 1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ChannelPattern that && pattern.equals(that.pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  /// The pattern as it was given.
  @Override
  public String toString() {
    return pattern;
  }
}
