package io.switchboard.transport;

import io.switchboard.security.EndpointPaths;
import io.switchboard.security.Forwarding;
import java.time.Duration;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.AbstractConfigurableWebServerFactory;
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
  private final Forwarding forwarding;
  private final ForwardedScope scope;
  private final EndpointPaths endpoints;

  /// @param requestTimeout for the headers of a request, and for each KiB of its body
  /// @param scope of `forwarding`
  JettyCustomizer(
      Duration requestTimeout,
      Forwarding forwarding,
      ForwardedScope scope,
      EndpointPaths endpoints) {
    this.requestTimeout = requestTimeout;
    this.forwarding = forwarding;
    this.scope = scope;
    this.endpoints = endpoints;
  }

  @Override
  public void customize(ConfigurableJettyWebServerFactory factory) {
    factory.addServerCustomizers(this::customize);
    if (factory instanceof AbstractConfigurableWebServerFactory settings) {
      factory.addServerCustomizers(server -> CertificateReplacement.follow(settings, server));
    }
  }

  /// A controller may block the thread that reads its connection, so that is a virtual one, and
  /// however many there are of them, others are served: sessions are what is limited.
  ///
  /// Jetty's own stay platform threads: a selector on a virtual thread is woken through one more
  /// poller. None of these is reserved, or Jetty would now and then have a selector's own thread
  /// read a connection and another take its place, until all of them stood still in controllers.
  private static void readOnVirtualThreads(Server server) {
    if (server.getThreadPool() instanceof VirtualThreadPool all) {
      all.setMaxConcurrentTasks(0);
    } else if (server.getThreadPool() instanceof QueuedThreadPool pool
        && pool.getVirtualThreadsExecutor() == null) {
      pool.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("jetty-"));
      pool.setReservedThreads(0);
    }
  }

  private void customize(Server server) {
    readOnVirtualThreads(server);
    if (server.getErrorHandler() == null) {
      server.setErrorHandler(new EarlyAnswers());
    }
    ForwardedRequests requests = new ForwardedRequests(forwarding, scope.on(server, endpoints));
    for (Connector connector : server.getConnectors()) {
      Http2Settings.withoutWebSocket(connector);
      seeThroughProxies(connector, requests);
      if (connector instanceof ServerConnector socket) {
        socket.setAcceptQueueSize(ACCEPT_BACKLOG);
        socket.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        socket.addBean(new RequestDeadline(socket, requestTimeout));
      }
    }
  }

  /// After Jetty has found out about TLS, and before it would believe any proxy.
  private static void seeThroughProxies(Connector connector, ForwardedRequests requests) {
    connector.getConnectionFactories().stream()
        .filter(HttpConfiguration.ConnectionFactory.class::isInstance)
        .map(HttpConfiguration.ConnectionFactory.class::cast)
        .map(HttpConfiguration.ConnectionFactory::getHttpConfiguration)
        .distinct()
        .filter(http -> http.getCustomizer(ForwardedRequests.class) == null)
        .forEach(http -> http.addCustomizer(requests));
  }
}
