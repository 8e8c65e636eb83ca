package io.switchboard.transport;

import java.time.Duration;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/// What many connections need of Jetty's connectors.
final class JettyCustomizer
    implements WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> {

  /// A reconnect storm waits in this queue; with Jetty's default it would wait for SYNs to be
  /// resent.
  private static final int ACCEPT_BACKLOG = 4096;

  /// What the kernel may hold for a client that does not read. By default it is megabytes.
  private static final int SEND_BUFFER_BYTES = 64 * 1024;

  private final Duration requestTimeout;

  /// @param requestTimeout for the headers of a request
  JettyCustomizer(Duration requestTimeout) {
    this.requestTimeout = requestTimeout;
  }

  @Override
  public void customize(ConfigurableJettyWebServerFactory factory) {
    factory.addServerCustomizers(this::customize);
  }

  /// A controller may block the thread that reads its connection, so that is a virtual one. Jetty's
  /// own stay platform threads: a selector on a virtual thread is woken through one more poller.
  private static void readOnVirtualThreads(Server server) {
    if (server.getThreadPool() instanceof QueuedThreadPool pool
        && pool.getVirtualThreadsExecutor() == null) {
      pool.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("jetty-"));
    }
  }

  private void customize(Server server) {
    readOnVirtualThreads(server);
    if (server.getErrorHandler() == null) {
      server.setErrorHandler(new EarlyAnswers());
    }
    for (Connector connector : server.getConnectors()) {
      Http2Settings.withoutWebSocket(connector);
      if (connector instanceof ServerConnector socket) {
        socket.setAcceptQueueSize(ACCEPT_BACKLOG);
        socket.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        socket.addBean(new RequestDeadline(socket, requestTimeout));
      }
    }
  }
}
