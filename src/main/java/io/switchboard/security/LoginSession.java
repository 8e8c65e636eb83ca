package io.switchboard.security;

import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP session that a sign-in is known by. Immutable.
///
/// @param id a name of ours for it
/// @param accessor the way to it outside of requests, `null` where what keeps the sessions has none
public record LoginSession(String id, HttpSession.@Nullable Accessor accessor) {

  private static final Logger LOG = LoggerFactory.getLogger(LoginSession.class);

  static LoginSession of(HttpSession session) {
    return new LoginSession(SignIns.idOf(session), session.getAccessor());
  }

  /// Counts as a request: its time to end begins anew.
  void touch() {
    if (accessor == null) {
      return;
    }
    try {
      accessor.access(session -> {});
    } catch (IllegalStateException e) {
      LOG.debug("An HTTP session has just ended, of which its listener is told", e);
    } catch (RuntimeException e) {
      LOG.warn("The HTTP session of a connection could not be kept", e);
    }
  }
}
