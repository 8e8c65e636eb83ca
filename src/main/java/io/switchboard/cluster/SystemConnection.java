package io.switchboard.cluster;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.tcp.TcpConnection;
import org.springframework.messaging.tcp.TcpConnectionHandler;

/// The server's own connection to RabbitMQ, and those that follow when it was lost. What the
/// application sends waits for room, but not for ever, and so does the server for RabbitMQ's
/// answer. Its heart-beats are Spring's.
///
/// Safe for use by any thread.
final class SystemConnection extends BrokerConnection {

  private final Duration patience;
  private final String login;
  private final Complaints complaints;
  private volatile boolean answered; // by a frame of STOMP's
  private volatile boolean accepted;

  SystemConnection(
      TcpConnectionHandler<byte[]> handler, RelayProperties properties, Complaints complaints) {
    super(handler, properties.heartBeat().toMillis(), () -> {});
    this.patience = properties.connectTimeout();
    this.login = properties.systemLogin() == null ? "login" : "system-login";
    this.complaints = complaints;
  }

  @Override
  public void afterConnected(TcpConnection<byte[]> opened) {
    answered = false;
    accepted = false;
    super.afterConnected(opened);
  }

  /// A login that is refused again and again is not for Spring to log each time.
  @Override
  public void handleMessage(Message<byte[]> message) {
    StompHeaderAccessor frame = StompHeaderAccessor.wrap(message);
    if (frame.getCommand() != null) {
      answered = true;
    }
    if (frame.getCommand() == StompCommand.ERROR && !accepted) {
      complaints.loginRefused(login, frame.getMessage());
      return;
    }
    if (frame.getCommand() == StompCommand.CONNECTED) {
      accepted = true;
    }
    pass(message);
  }

  @Override
  public void handleFailure(Throwable failure) {
    checkAnswered();
    super.handleFailure(failure);
  }

  @Override
  public void afterConnectionClosed() {
    checkAnswered();
    super.afterConnectionClosed();
  }

  private void checkAnswered() {
    if (!answered) {
      complaints.noStomp();
    }
  }

  /// Spring would wait a minute for CONNECTED.
  @Override
  public void onReadInactivity(Runnable silent, long millis) {
    if (accepted) {
      super.onReadInactivity(silent, millis);
      return;
    }
    Runnable unanswered =
        () -> {
          checkAnswered();
          silent.run();
        };
    super.onReadInactivity(unanswered, Math.min(millis, patience.toMillis()));
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
