package io.switchboard.transport;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.web.socket.sockjs.transport.SockJsSession;

/// The lock by which requests of one SockJS session are handled one after the other. Spring handles
/// them side by side.
final class SockJsTurn {

  private SockJsTurn() {}

  /// @param handler whose requests take turns; those of another one do not wait for them
  static Lock of(SockJsSession session, Class<?> handler) {
    return (Lock)
        session.getAttributes().computeIfAbsent(handler.getName(), key -> new ReentrantLock());
  }
}
