package io.switchboard.broker;

import org.jspecify.annotations.Nullable;

/// A session's wish for what is published to a channel or to all that match a pattern.
///
/// What it is, is immutable; where it stands in the registry is confined to the lane.
final class Subscription {

  private final Session session;
  private final String target;
  private final boolean byPattern;
  private final FrameKey key;
  private @Nullable Audience audience;
  private int slot;

  /// @param target the stream's key, or the pattern
  Subscription(Session session, String target, boolean byPattern, FrameKey key) {
    this.session = session;
    this.target = target;
    this.byPattern = byPattern;
    this.key = key;
  }

  Session session() {
    return session;
  }

  String target() {
    return target;
  }

  boolean byPattern() {
    return byPattern;
  }

  FrameKey key() {
    return key;
  }

  void registered(Audience audience, int slot) {
    this.audience = audience;
    this.slot = slot;
  }

  void unregistered() {
    audience = null;
  }

  boolean isRegistered() {
    return audience != null;
  }

  Audience audience() {
    if (audience == null) {
      throw new IllegalStateException("not registered");
    }
    return audience;
  }

  int slot() {
    return slot;
  }
}
