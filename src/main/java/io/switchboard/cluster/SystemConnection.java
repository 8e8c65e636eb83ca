package io.switchboard.cluster;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.tcp.TcpConnection;
import org.springframework.messaging.tcp.TcpConnectionHandler;

/// The server's own connection to RabbitMQ, and those that follow when it was lost. What the
/// application sends waits for room, but not for ever. Its heart-beats are Spring's.
///
/// Safe for use by any thread.
final class SystemConnection extends BrokerConnection {

  private final Duration patience;
  private final Consumer<@Nullable String> refused;
  private volatile boolean accepted;

  /// @param refused is told RabbitMQ's word for why nobody may log in
  SystemConnection(
      TcpConnectionHandler<byte[]> handler,
      RelayProperties properties,
      Consumer<@Nullable String> refused) {
    super(handler, properties.heartBeat().toMillis());
    this.patience = properties.connectTimeout();
    this.refused = refused;
  }

  @Override
  public void afterConnected(TcpConnection<byte[]> opened) {
    accepted = false;
    super.afterConnected(opened);
  }

  /// A login that is refused again and again is not for Spring to log each time.
  @Override
  public void handleMessage(Message<byte[]> message) {
    StompHeaderAccessor frame = StompHeaderAccessor.wrap(message);
    if (frame.getCommand() == StompCommand.ERROR && !accepted) {
      refused.accept(frame.getMessage());
      return;
    }
    accepted = true;
    pass(message);
  }

  /// @throws IllegalStateException if RabbitMQ takes nothing
  @Override
  void take(Semaphore from, int units) {
    try {
      if (!from.tryAcquire(units, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("no room");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
