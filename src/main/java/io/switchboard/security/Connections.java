package io.switchboard.security;

import io.switchboard.broker.Session;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All connections whose CONNECT brought a credential that was accepted, until they end.
///
/// Safe for use by any thread.
final class Connections {

  private final Map<Session, Connection> connections = new ConcurrentHashMap<>();

  Connection add(Session session, Identity identity) {
    Connection connection = new Connection(session, identity);
    session.credentials(connection);
    connections.put(session, connection);
    session.onEnd(() -> connections.remove(session));
    return connection;
  }

  /// Looks at all of them.
  @Nullable Connection find(String sessionId) {
    for (Connection connection : connections.values()) {
      if (connection.session().id().equals(sessionId)) {
        return connection;
      }
    }
    return null;
  }

  Collection<Connection> all() {
    return connections.values();
  }
}
