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

  private final Map<String, Connection> connections = new ConcurrentHashMap<>(); // session id -> it

  Connection add(Session session, Identity identity) {
    Connection connection = new Connection(session, identity);
    session.credentials(connection);
    connections.put(session.id(), connection);
    session.onEnd(() -> connections.remove(session.id(), connection));
    return connection;
  }

  @Nullable Connection find(String sessionId) {
    return connections.get(sessionId);
  }

  Collection<Connection> all() {
    return connections.values();
  }
}
