package io.switchboard.history;

import io.switchboard.protocol.Headers;
import org.jspecify.annotations.Nullable;

/// One immutable message of a channel, at its position.
///
/// @param draft what was asked to be published
/// @param position where it stands
/// @param timestampMillis when it was published, milliseconds since 1970
public record Publication(Draft draft, Position position, long timestampMillis) {

  /// The stream's key: the channel's name for `/topic`, a key that starts with `/user/` or
  /// `/session/` for what is one user's or session's own (a channel's name has no slash, so they
  /// never meet).
  public String channel() {
    return draft.channel();
  }

  /// What a subscriber's MESSAGE names as its destination.
  public String destination() {
    return draft.destination();
  }

  public @Nullable String publisher() {
    return draft.publisher();
  }

  public @Nullable String onlySession() {
    return draft.onlySession();
  }

  public Headers headers() {
    return draft.headers();
  }

  /// Shared by every reader: not to be written to.
  public byte[] body() {
    return draft.body();
  }

  public boolean text() {
    return draft.text();
  }
}
