package io.switchboard.history;

import io.switchboard.protocol.Headers;
import java.nio.charset.StandardCharsets;

/// Drafts for tests.
final class Drafts {

  private Drafts() {}

  static Draft of(String channel, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Draft(channel, "/topic/" + channel, null, null, Headers.EMPTY, bytes, true);
  }
}
