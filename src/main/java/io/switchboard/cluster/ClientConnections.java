package io.switchboard.cluster;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// The connections to RabbitMQ that are opened for clients, no more than may be. A place is taken
/// before its connection is opened and free again when its socket is closed, however long that
/// takes.
///
/// Safe for use by any thread.
final class ClientConnections {

  private final Semaphore places;
  private final Set<String> claimed = ConcurrentHashMap.newKeySet(); // sessions yet without one
  private final Map<String, BrokerConnection> opened = new ConcurrentHashMap<>(); // session -> its

  ClientConnections(int most) {
    this.places = new Semaphore(most);
  }

  /// Takes a place for a session that is to have a connection.
  ///
  /// @return `false` if none is free
  boolean claim(String session) {
    return places.tryAcquire() && claimed.add(session);
  }

  /// The session's connection is about to be opened.
  ///
  /// @return `false` if the session has left, so that it must not be
  boolean open(String session, BrokerConnection connection) {
    opened.put(session, connection); // first, for who leaves meanwhile
    if (claimed.remove(session)) {
      return true;
    }
    opened.remove(session);
    return false;
  }

  /// The session wants none, or no more. Does nothing the second time.
  void leave(String session) {
    if (claimed.remove(session)) {
      places.release();
      return;
    }
    BrokerConnection connection = opened.get(session);
    if (connection != null) {
      connection.abandon();
    }
  }

  /// The session's connection is closed, or could not be opened. Does nothing the second time.
  void closed(String session) {
    if (opened.remove(session) != null) {
      places.release();
    }
  }
}
