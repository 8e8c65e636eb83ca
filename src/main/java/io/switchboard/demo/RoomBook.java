package io.switchboard.demo;

import java.time.Instant;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Counts what is said in each room. Of more than a thousand rooms, the one that has been silent
/// the longest is forgotten. Guarded by itself.
class RoomBook {
  static final int ROOMS_MOST = 1_000;

  private final LinkedHashMap<Room, Talk> talks = new LinkedHashMap<>(); // longest silent first

  /// @param messages how many
  /// @param opened when the first one was said
  /// @param latest when the last one was said
  record Talk(long messages, Instant opened, Instant latest) {}

  synchronized void said(Room room, Instant at) {
    Talk talk = talks.get(room);
    talks.putLast(
        room,
        talk == null ? new Talk(1, at, at) : new Talk(talk.messages() + 1, talk.opened(), at));
    if (talks.size() > ROOMS_MOST) {
      talks.pollFirstEntry();
    }
  }

  /// `null` where nothing was said, or not for a long time.
  synchronized @Nullable Talk about(Room room) {
    return talks.get(room);
  }
}
