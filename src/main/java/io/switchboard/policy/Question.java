package io.switchboard.policy;

import io.switchboard.protocol.ChannelPattern;
import org.jspecify.annotations.Nullable;

/// A request with its target understood. Immutable.
///
/// @param pattern the target if it is a pattern, `null` if it is one channel
record Question(ChannelRequest request, @Nullable ChannelPattern pattern) {

  /// @throws IllegalArgumentException if the request is for a pattern that is none
  static Question of(ChannelRequest request) {
    return new Question(request, request.pattern() ? ChannelPattern.of(request.target()) : null);
  }

  /// Whether all that is asked for lies inside a pattern.
  boolean isInside(ChannelPattern outer) {
    return pattern == null ? outer.matches(request.target()) : outer.contains(pattern);
  }

  /// Whether some of what is asked for lies inside a pattern.
  boolean touches(ChannelPattern other) {
    return pattern == null ? other.matches(request.target()) : other.intersects(pattern);
  }

  /// Whether a grant is for all that is asked for.
  boolean isGrantedBy(Grant grant) {
    return pattern == null
        ? grant.covers(request.right(), request.target())
        : grant.covers(request.right(), pattern);
  }

  /// What is asked for in words: `publish to rooms.lobby`, `subscribe to all of rooms.*`.
  String words() {
    return request.right().text() + " to " + subject();
  }

  /// The channel's name, or `all of` a pattern.
  String subject() {
    return pattern == null ? request.target() : "all of " + request.target();
  }
}
