package io.switchboard.security;

import java.security.Principal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The SockJS sessions over HTTP that live, whose requests are no handshakes.
///
/// Safe for use by any thread.
final class SockJsSessions {

  /// What a session's first request had in `Authorization`.
  ///
  /// @param hash of the token or API key, `null` where there was none
  record Shown(@Nullable String hash, @Nullable Principal user) {
    static final Shown NOTHING = new Shown(null, null);
  }

  private final Map<String, Shown> sessions = new ConcurrentHashMap<>(); // id -> how it began

  void add(String id, Shown shown) {
    sessions.put(id, shown);
  }

  void remove(String id) {
    sessions.remove(id);
  }

  boolean contains(String id) {
    return sessions.containsKey(id);
  }

  /// Whose session it is, `null` if there is none that began with this.
  ///
  /// @param hash of the token or API key
  @Nullable Principal userOf(String id, String hash) {
    Shown shown = sessions.get(id);
    return shown != null && hash.equals(shown.hash()) ? shown.user() : null;
  }

  int size() {
    return sessions.size();
  }
}
