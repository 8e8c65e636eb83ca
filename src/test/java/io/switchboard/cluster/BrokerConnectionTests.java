package io.switchboard.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.tcp.TcpConnection;
import org.springframework.messaging.tcp.TcpConnectionHandler;
import org.springframework.util.LinkedMultiValueMap;

class BrokerConnectionTests {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final StuckSocket socket = new StuckSocket();
  private final SilentHandler relay = new SilentHandler();

  /// Takes what it is given and never says that it was written.
  static final class StuckSocket implements TcpConnection<byte[]> {

    final List<Message<byte[]>> sent = new CopyOnWriteArrayList<>();
    final ConcurrentLinkedQueue<CompletableFuture<@Nullable Void>> writes =
        new ConcurrentLinkedQueue<>();
    volatile Runnable idle = () -> {};
    volatile boolean closed;

    @Override
    public CompletableFuture<@Nullable Void> sendAsync(Message<byte[]> message) {
      CompletableFuture<@Nullable Void> written = new CompletableFuture<>();
      writes.add(written);
      sent.add(message);
      return written;
    }

    @Override
    public void onReadInactivity(Runnable runnable, long duration) {}

    @Override
    public void onWriteInactivity(Runnable runnable, long duration) {
      idle = runnable;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  static final class SilentHandler implements TcpConnectionHandler<byte[]> {

    volatile boolean closed;

    @Override
    public void afterConnected(TcpConnection<byte[]> connection) {}

    @Override
    public void afterConnectFailure(Throwable failure) {}

    @Override
    public void handleMessage(Message<byte[]> message) {}

    @Override
    public void handleFailure(Throwable failure) {}

    @Override
    public void afterConnectionClosed() {
      closed = true;
    }
  }

  @AfterEach
  void write() {
    socket.writes.forEach(written -> written.complete(null));
  }

  /// It is Netty's thread that sends them, and the one by which what waits would be written.
  @Test
  void sendsHeartBeatsWhileAClientWaitsForRoom() throws Exception {
    BrokerConnection connection = new BrokerConnection(relay, 1000, () -> {});
    connection.afterConnected(socket);
    connection.handleMessage(connected());
    Thread client = fill(connection);

    CompletableFuture.runAsync(socket.idle).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    assertThat(StompHeaderAccessor.wrap(socket.sent.getLast()).isHeartbeat()).isTrue();
    assertThat(client.isAlive()).isTrue();
  }

  @Test
  void sendsWhatNeedsNoRoomWhileAClientWaitsForIt() throws Exception {
    BrokerConnection connection = new BrokerConnection(relay, 1000, () -> {});
    connection.afterConnected(socket);
    Thread client = fill(connection);

    CompletableFuture.runAsync(() -> send(connection, RelayFrames.disconnect("s", "r")))
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    assertThat(StompHeaderAccessor.wrap(socket.sent.getLast()).getCommand())
        .isEqualTo(StompCommand.DISCONNECT);
    assertThat(client.isAlive()).isTrue();
  }

  @Test
  void sendsHeartBeatsWhileTheApplicationWaitsForRoom() throws Exception {
    BrokerConnection connection = systemConnection("1m");
    connection.afterConnected(socket);
    Thread application = fill(connection);

    CompletableFuture.runAsync(() -> send(connection, RelayFrames.heartBeat()))
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    assertThat(StompHeaderAccessor.wrap(socket.sent.getLast()).isHeartbeat()).isTrue();
    assertThat(application.isAlive()).isTrue();
  }

  @Test
  void letsAClientGoOnWhenWhatWaitedIsWritten() throws Exception {
    BrokerConnection connection = new BrokerConnection(relay, 1000, () -> {});
    connection.afterConnected(socket);
    Thread client = fill(connection);

    await()
        .atMost(PATIENCE)
        .until(() -> {
          write();
          return !client.isAlive();
        });
  }

  @Test
  void letsAClientGoOnWhenTheConnectionIsLost() throws Exception {
    BrokerConnection connection = new BrokerConnection(relay, 1000, () -> {});
    connection.afterConnected(socket);
    Thread client = fill(connection);

    connection.afterConnectionClosed();

    assertThat(client.join(PATIENCE)).isTrue();
  }

  @Test
  void refusesTheApplicationWhenThereIsNoRoomForTooLong() {
    BrokerConnection connection = systemConnection("100ms");
    connection.afterConnected(socket);

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 5; i++) {
                send(connection, publication());
              }
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no room");
  }

  private BrokerConnection systemConnection(String patience) {
    RelayProperties properties =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of("switchboard.relay.connect-timeout", patience)))
            .bindOrCreate("switchboard.relay", RelayProperties.class);
    return new SystemConnection(relay, properties, new Complaints(properties, () -> {}));
  }

  /// A thread that sends until it waits for room, and then on.
  private Thread fill(BrokerConnection connection) {
    Thread sender =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; i < 5; i++) {
                send(connection, publication());
              }
            });
    await()
        .atMost(PATIENCE)
        .until(() ->
            sender.getState() == Thread.State.WAITING
                || sender.getState() == Thread.State.TIMED_WAITING);
    return sender;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it is the socket's
  private static void send(BrokerConnection connection, Message<byte[]> frame) {
    connection.sendAsync(frame);
  }

  private static Message<byte[]> publication() {
    return RelayFrames.send(
        "s", "/topic/a", new LinkedMultiValueMap<>(), new byte[80 * 1024], null);
  }

  static Message<byte[]> connected() {
    StompHeaderAccessor frame = StompHeaderAccessor.create(StompCommand.CONNECTED);
    frame.setHeartbeat(1000, 1000);
    frame.setLeaveMutable(true);
    return MessageBuilder.createMessage(new byte[0], frame.getMessageHeaders());
  }
}
