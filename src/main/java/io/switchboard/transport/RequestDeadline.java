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
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// Cuts connections whose requests do not come to an end. Jetty alone would wait for as long as a
/// byte comes now and then, since each begins its idle timeout anew. (It can hold bodies to a rate,
/// too, but from the first byte on, so that it cuts whoever sends one byte ahead of the others.)
///
/// The headers of a connection's first request, and what TLS has to agree on before it, must be
/// there within the timeout; those of a later one from its first byte on. Of a body 1 KiB must come
/// in that time, for as long as somebody reads it. Looks twice in that time, so that half as much
/// may be added. Connections that became WebSockets are none of its business, nor is HTTP/2.
///
/// Safe for use by any thread.
final class RequestDeadline extends AbstractLifeCycle implements Connection.Listener {

  /// What a body must bring in each timeout.
  private static final int LEAST_BODY_BYTES = 1024;

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
    private long bytes; // when the looks began to count
    private long seen;
    private int looks;
    private boolean wasHandled;

    /// Whether a request has been on its way for two looks, with none that ended between, or its
    /// body for as many with next to nothing of it. A look between which and the one before nothing
    /// came does not count for a body: it may be one that nobody reads, and if somebody does, the
    /// idle timeout ends it.
    boolean isOverdue(Connection connection) {
      long received = connection.getMessagesIn();
      long now = connection.getBytesIn();
      boolean handled = received != connection.getMessagesOut();
      boolean inBody = handled && isInBody(connection);
      boolean comes = now - bytes >= LEAST_BODY_BYTES;
      boolean ended = wasHandled && !handled;
      if (received != requests || ended || (handled && (!inBody || comes))) {
        requests = received;
        bytes = now;
        looks = 0;
      } else if (received == 0 || now != (inBody ? seen : bytes)) {
        looks++;
      }
      seen = now;
      wasHandled = handled;
      return looks > 2;
    }

    private static boolean isInBody(Connection connection) {
      return connection instanceof HttpConnection http && http.getParser().inContentState();
    }
  }
}
