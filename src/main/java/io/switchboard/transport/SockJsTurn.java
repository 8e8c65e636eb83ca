package io.switchboard.transport;

import io.switchboard.security.Answers;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.sockjs.transport.SockJsSession;

/// The turns in which requests of one SockJS session are handled, one after the other. Spring
/// handles them side by side. Each that waits holds a connection and a thread, and clients that
/// mean well have one or two, so only some may.
///
/// Safe for use by any thread.
final class SockJsTurn {

  private static final int MOST_WAITING = 32;

  private final ReentrantLock turn = new ReentrantLock();
  private final Semaphore places = new Semaphore(1 + MOST_WAITING);

  private SockJsTurn() {}

  /// @param handler whose requests take turns; those of another one do not wait for them
  static SockJsTurn of(SockJsSession session, Class<?> handler) {
    return (SockJsTurn)
        session.getAttributes().computeIfAbsent(handler.getName(), key -> new SockJsTurn());
  }

  /// Waits for its turn, which lasts until [#end].
  ///
  /// @return `false` where too many wait, and the client was told so
  boolean begin(ServerHttpResponse response) {
    if (!places.tryAcquire()) {
      response.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
      return Answers.refuse(
          response,
          HttpStatus.TOO_MANY_REQUESTS,
          "Too many requests of this SockJS session wait for their turn.");
    }
    turn.lock();
    return true;
  }

  void end() {
    turn.unlock();
    places.release();
  }

  /// For tests.
  boolean isAwaited() {
    return turn.hasQueuedThreads();
  }
}
