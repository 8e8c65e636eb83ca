package io.switchboard.security;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The ids of the SockJS sessions over HTTP that live, whose requests are no handshakes.
///
/// Safe for use by any thread.
final class SockJsSessions {

  private final Set<String> ids = ConcurrentHashMap.newKeySet();

  void add(String id) {
    ids.add(id);
  }

  void remove(String id) {
    ids.remove(id);
  }

  boolean contains(String id) {
    return ids.contains(id);
  }

  int size() {
    return ids.size();
  }
}
