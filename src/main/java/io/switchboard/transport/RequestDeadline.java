package io.switchboard.transport;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NegotiatingServerConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// Cuts connections whose request headers do not come to an end. Jetty alone would wait for as long
/// as a byte comes now and then, since each begins its idle timeout anew.
///
/// A connection's first request, and what TLS has to agree on before it, must be there within the
/// timeout; a later one from its first byte on. Looks twice in that time, so that half as much may
/// be added. Connections that became WebSockets are none of its business, nor is HTTP/2.
///
/// Safe for use by any thread.
final class RequestDeadline extends AbstractLifeCycle implements Connection.Listener {

  private final Connector connector;
  private final long halfNanos;
  private final Map<Connection, Progress> connections = new ConcurrentHashMap<>();
  private volatile Scheduler.@Nullable Task next;

  RequestDeadline(Connector connector, Duration timeout) {
    this.connector = connector;
    this.halfNanos = timeout.toNanos() / 2;
  }

  @Override
  public void onOpened(Connection connection) {
    if (isHttp(connection) || connection instanceof NegotiatingServerConnection) {
      connections.put(connection, new Progress());
    }
  }

  private static boolean isHttp(Connection connection) {
    return connection instanceof ConnectionMetaData http
        && http.getHttpVersion().getVersion() <= HttpVersion.HTTP_1_1.getVersion();
  }

  @Override
  public void onClosed(Connection connection) {
    connections.remove(connection);
  }

  @Override
  protected void doStart() {
    lookLater();
  }

  @Override
  protected void doStop() {
    Scheduler.Task task = next;
    if (task != null) {
      task.cancel();
    }
    connections.clear();
  }

  private void lookLater() {
    next = connector.getScheduler().schedule(this::look, halfNanos, TimeUnit.NANOSECONDS);
  }

  private void look() {
    try {
      connections.forEach(RequestDeadline::look);
    } finally {
      if (isRunning()) {
        lookLater();
      }
    }
  }

  private static void look(Connection connection, Progress progress) {
    if (progress.isOverdue(connection)) {
      connection.getEndPoint().close();
    }
  }

  /// What was seen of a connection at the last look. Confined to the scheduler's one look at a
  /// time.
  private static final class Progress {

    private long requests;
    private long bytes;
    private int looks;

    /// Whether a request has been on its way for two looks, with none that ended between.
    boolean isOverdue(Connection connection) {
      long received = connection.getMessagesIn();
      if (received != requests || received != connection.getMessagesOut()) {
        requests = received;
        bytes = connection.getBytesIn();
        looks = 0;
      } else if (received == 0 || connection.getBytesIn() != bytes) {
        looks++;
      }
      return looks > 2;
    }
  }
}
