package io.switchboard.cluster;

import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.simp.stomp.StompReactorNettyCodec;
import org.springframework.messaging.simp.stomp.StompTcpConnectionHandler;
import org.springframework.messaging.tcp.FixedIntervalReconnectStrategy;
import org.springframework.messaging.tcp.ReconnectStrategy;
import org.springframework.messaging.tcp.TcpConnectionHandler;
import org.springframework.messaging.tcp.TcpOperations;
import org.springframework.messaging.tcp.reactor.ReactorNettyTcpClient;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;

/// Opens connections to RabbitMQ, each a new one: none is used twice, so that a pool would only
/// bound them, at 10,000 in Spring's own client.
final class RelayTcpClient implements TcpOperations<byte[]> {

  /// How long after the server's own connection failed the next one is tried.
  static final Duration RETRY = Duration.ofSeconds(2);

  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final LoopResources loops = LoopResources.create("switchboard-relay");
  private final ReactorNettyTcpClient<byte[]> client;
  private final RelayProperties properties;
  private final ClientConnections clients;
  private final Complaints complaints;

  /// @param complaints is told why the server's own connection does not come about
  RelayTcpClient(RelayProperties properties, ClientConnections clients, Complaints complaints) {
    TcpClient tcp =
        TcpClient.newConnection()
            .host(properties.host())
            .port(properties.port())
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Math.toIntExact(properties.connectTimeout().toMillis()))
            .runOn(loops, false)
            .doOnConnected(connection -> channels.add(connection.channel()));
    this.client = new WatchedClient(tcp);
    this.properties = properties;
    this.clients = clients;
    this.complaints = complaints;
  }

  /// Tells a connection of the end of its socket itself, which Spring's does not in every case.
  private static final class WatchedClient extends ReactorNettyTcpClient<byte[]> {

    WatchedClient(TcpClient tcp) {
      super(tcp, new StompReactorNettyCodec());
    }

    @Override
    protected TcpClient extendTcpClient(TcpClient tcp, TcpConnectionHandler<byte[]> handler) {
      return handler instanceof BrokerConnection connection
          ? tcp.doOnConnected(
              opened -> opened.channel().closeFuture().addListener(closed -> connection.gone()))
          : tcp;
    }
  }

  /// A client's.
  @Override
  public CompletableFuture<@Nullable Void> connectAsync(TcpConnectionHandler<byte[]> handler) {
    String session = ((StompTcpConnectionHandler<byte[]>) handler).getSessionId();
    BrokerConnection connection =
        new BrokerConnection(
            handler, properties.heartBeat().toMillis(), () -> clients.closed(session));
    if (!clients.open(session, connection)) {
      IOException left = new IOException("the client has gone");
      handler.afterConnectFailure(left);
      return CompletableFuture.failedFuture(left);
    }
    return client
        .connectAsync(connection)
        .whenComplete((done, failure) -> {
          if (failure != null) {
            connection.gone();
          }
        });
  }

  /// The server's own connection.
  @Override
  public CompletableFuture<@Nullable Void> connectAsync(
      TcpConnectionHandler<byte[]> handler, ReconnectStrategy strategy) {
    CompletableFuture<@Nullable Void> connected =
        client.connectAsync(
            new SystemConnection(handler, properties, complaints),
            new FixedIntervalReconnectStrategy(RETRY.toMillis()));
    return connected.whenComplete((done, failure) -> {
      if (failure != null) {
        complaints.unreachable(failure);
      }
    });
  }

  @Override
  public CompletableFuture<@Nullable Void> shutdownAsync() {
    return CompletableFuture.runAsync(
            () -> {
              channels.close().awaitUninterruptibly();
              loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block();
            },
            task -> Thread.ofVirtual().start(task))
        .thenCompose(closed -> client.shutdownAsync());
  }

  @Override
  public String toString() {
    return "RelayTcpClient";
  }
}
