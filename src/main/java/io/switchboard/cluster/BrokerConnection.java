package io.switchboard.cluster;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.messaging.tcp.TcpConnection;
import org.springframework.messaging.tcp.TcpConnectionHandler;

/// A connection to RabbitMQ, a client's unless it is a [SystemConnection], between Spring's relay
/// and the socket: keeps heart-beats up, lets no more be written than the socket takes, and tells
/// what RabbitMQ itself says from what Spring says of the connection.
///
/// Safe for use by any thread.
class BrokerConnection implements TcpConnectionHandler<byte[]>, TcpConnection<byte[]> {

  /// In the headers of an ERROR that RabbitMQ sent.
  static final String FROM_BROKER = "switchboardFromBroker";

  /// What may be on its way to the socket, in units of one frame and each KiB of its body.
  private static final int ROOM = 256;

  /// How many heart-beats RabbitMQ may miss.
  private static final int MISSED = 3;

  /// How long RabbitMQ has to take a DISCONNECT.
  private static final long GOODBYE_SECONDS = 5;

  private final TcpConnectionHandler<byte[]> handler;
  private final long heartBeatMillis;
  private final Runnable gone;
  private volatile Semaphore room = new Semaphore(ROOM, true);
  private volatile @Nullable TcpConnection<byte[]> connection;
  private volatile boolean accepted; // by RabbitMQ
  private volatile boolean abandoned;

  /// @param gone runs when its socket is closed, or could not be opened, and more than once
  BrokerConnection(TcpConnectionHandler<byte[]> handler, long heartBeatMillis, Runnable gone) {
    this.handler = handler;
    this.heartBeatMillis = heartBeatMillis;
    this.gone = gone;
  }

  @Override
  public void afterConnected(TcpConnection<byte[]> opened) {
    room = new Semaphore(ROOM, true);
    connection = opened;
    handler.afterConnected(this);
    if (abandoned && !accepted) {
      letGo(opened);
    }
  }

  /// Nobody wants it any more. One that RabbitMQ has accepted ends by DISCONNECT; of any other
  /// Spring lets go after a minute only, and sends no DISCONNECT.
  final void abandon() {
    abandoned = true;
    TcpConnection<byte[]> opened = connection;
    if (opened != null && !accepted) {
      letGo(opened);
    }
  }

  private void letGo(TcpConnection<byte[]> opened) {
    opened.close();
    handler.afterConnectionClosed();
  }

  /// Its socket is closed, or could not be opened.
  final void gone() {
    gone.run();
  }

  @Override
  public void afterConnectFailure(Throwable failure) {
    handler.afterConnectFailure(failure);
  }

  @Override
  public void handleMessage(Message<byte[]> message) {
    StompHeaderAccessor frame =
        MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
    StompCommand command = frame == null ? null : frame.getCommand();
    if (frame != null && command == StompCommand.ERROR) {
      frame.setHeader(FROM_BROKER, true);
    }
    if (frame != null && command == StompCommand.CONNECTED) {
      accepted = true;
      beat(frame.getHeartbeat());
    }
    handler.handleMessage(message);
  }

  /// Spring is told.
  final void pass(Message<byte[]> message) {
    handler.handleMessage(message);
  }

  /// @param offered what RabbitMQ sends and what it wants, zero for nothing
  private void beat(long[] offered) {
    if (offered[1] > 0) {
      long millis = Math.max(offered[1], heartBeatMillis);
      opened().onWriteInactivity(this::sendBeat, millis);
    }
    if (offered[0] > 0) {
      long millis = MISSED * Math.max(offered[0], heartBeatMillis);
      opened().onReadInactivity(() -> handler.handleFailure(new IOException("silent")), millis);
    }
  }

  @SuppressWarnings(
      "FutureReturnValueIgnored") // the next frame, or the silence, tells of a failure
  private void sendBeat() {
    sendAsync(RelayFrames.heartBeat());
  }

  @Override
  public void handleFailure(Throwable failure) {
    room.release(ROOM);
    handler.handleFailure(failure);
  }

  @Override
  public void afterConnectionClosed() {
    room.release(ROOM);
    handler.afterConnectionClosed();
  }

  /// Waits for room for what is published, and for nothing else: heart-beats are sent by Netty's
  /// thread, which has to write what takes the room.
  @Override
  public CompletableFuture<@Nullable Void> sendAsync(Message<byte[]> message) {
    StompCommand command = StompHeaderAccessor.wrap(message).getCommand();
    if (command == StompCommand.DISCONNECT) {
      CompletableFuture.delayedExecutor(GOODBYE_SECONDS, TimeUnit.SECONDS).execute(this::close);
    }
    int units = command == StompCommand.SEND ? units(message) : 0;
    Semaphore taken = room;
    if (units > 0) { // none at all would wait as well, behind who waits already
      take(taken, units);
    }
    return opened().sendAsync(message).whenComplete((done, failure) -> taken.release(units));
  }

  void take(Semaphore from, int units) {
    from.acquireUninterruptibly(units);
  }

  private static int units(Message<byte[]> message) {
    return Math.min(ROOM, 1 + message.getPayload().length / 1024);
  }

  @Override
  public void onReadInactivity(Runnable runnable, long duration) {
    opened().onReadInactivity(runnable, duration);
  }

  @Override
  public void onWriteInactivity(Runnable runnable, long duration) {
    opened().onWriteInactivity(runnable, duration);
  }

  @Override
  public void close() {
    opened().close();
  }

  private TcpConnection<byte[]> opened() {
    TcpConnection<byte[]> opened = connection;
    if (opened == null) {
      throw new IllegalStateException("not connected");
    }
    return opened;
  }
}
