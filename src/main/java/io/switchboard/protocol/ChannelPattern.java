package io.switchboard.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A channel's name with wildcards, as RabbitMQ's topic exchange has them: a segment `*` stands for
/// exactly one segment, `#` for any number, none included. Immutable.
///
/// Matching takes at most as many steps as pattern and name have segments together, whatever the
/// pattern, and no memory where it has at most one `#`: what is before that begins the name, what
/// is behind it ends the name.
public final class ChannelPattern {
  private final String pattern;
  private final List<String> words;
  private final int open; // the first #, -1 if there is none
  private final boolean severalOpen;

  private ChannelPattern(String pattern) {
    this.pattern = pattern;
    this.words = List.of(pattern.split("\\.", -1));
    this.open = words.indexOf(ChannelName.ANY_SEGMENTS);
    this.severalOpen = open != words.lastIndexOf(ChannelName.ANY_SEGMENTS);
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
    if (severalOpen) {
      return new NameSegments(channel).isMatched(Places.beginning(), words, 0);
    }
    int behind = channel.length() + 1;
    if (open < 0) {
      return read(0, words.size(), channel, 0) == behind;
    }
    int front = read(0, open, channel, 0);
    int tail = lastSegments(words.size() - open - 1, channel);
    return front >= 0 && tail >= front && read(open + 1, words.size(), channel, tail) == behind;
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

  /// The segments of the pattern; `*` and `#` are wildcards.
  List<String> words() {
    return words;
  }

  /// Where the segment begins that is behind those which some words read; -1 if one does not fit.
  private int read(int from, int to, String channel, int start) {
    int at = start;
    for (int word = from; word < to; word++) {
      if (at > channel.length() || !fits(words.get(word), channel, at)) {
        return -1;
      }
      at = next(channel, at);
    }
    return at;
  }

  /// Where the last segments begin; -1 if there are not so many.
  private static int lastSegments(int count, String channel) {
    int at = channel.length() + 1;
    for (int i = 0; i < count; i++) {
      if (at == 0) {
        return -1;
      }
      at = channel.lastIndexOf('.', at - 2) + 1;
    }
    return at;
  }

  private static boolean fits(String wanted, String channel, int at) {
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
