package io.switchboard.broker;

import io.switchboard.history.Draft;
import io.switchboard.history.Position;
import io.switchboard.history.Publication;
import io.switchboard.protocol.Headers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Publications for tests, each the first of its channel.
final class Publications {

  private Publications() {}

  static Publication of(String channel, String body) {
    return of(channel, null, body);
  }

  static Publication of(String channel, @Nullable String onlySession, String body) {
    return new Publication(draft(channel, onlySession, body), new Position("epoch", 1), 0);
  }

  static Draft draft(String channel, @Nullable String onlySession, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Draft(channel, "/topic/" + channel, null, onlySession, Headers.EMPTY, bytes, true);
  }
}
