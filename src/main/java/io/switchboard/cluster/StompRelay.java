package io.switchboard.cluster;

import io.switchboard.broker.RefusedException;
import io.switchboard.broker.Session;
import io.switchboard.broker.Uplink;
import io.switchboard.broker.Upstream;
import io.switchboard.history.Draft;
import io.switchboard.protocol.RefusalCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.simp.broker.BrokerAvailabilityEvent;
import org.springframework.messaging.simp.stomp.StompBrokerRelayMessageHandler;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import org.springframework.messaging.support.MessageHeaderAccessor;

/// RabbitMQ behind this server, by Spring's STOMP relay: a connection for each session, and one for
/// what the application sends.
///
/// The relay is on no channel that clients' messages come by. It is handed frames that were built
/// for it, and what it has for clients is looked through before they get it.
///
/// Safe for use by any thread.
public final class StompRelay implements Upstream {

  private static final Logger LOG = LoggerFactory.getLogger(StompRelay.class);

  /// What RabbitMQ says where what is behind its STOMP has ended, through no fault of the client's.
  private static final Set<String> BROKEN =
      Set.of("connection_forced", "AMQP connection died", "AMQP channel died");

  private final RelayProperties properties;
  private final Map<String, RelaySession> sessions = new ConcurrentHashMap<>();
  private final AtomicLong lastSession = new AtomicLong();
  private final Complaints complaints;
  private volatile ClientConnections connections; // since it was started
  private volatile @Nullable StompBrokerRelayMessageHandler relay;
  private volatile CountDownLatch tried = new CountDownLatch(1); // whether RabbitMQ is there
  private volatile boolean available;
  // How many clients were told to come back since one was let in.
  private final AtomicInteger sentBack = new AtomicInteger();

  StompRelay(RelayProperties properties) {
    this.properties = properties;
    this.complaints = new Complaints(properties, () -> tried.countDown());
    this.connections = new ClientConnections(properties.maxConnections());
  }

  /// Spring's relay gets no scheduler: it would keep a task there for ever, which counts frames
  /// that go elsewhere, and there are none.
  @Override
  public void start(Consumer<Boolean> availability) {
    connections = new ClientConnections(properties.maxConnections());
    complaints.settle();
    StompBrokerRelayMessageHandler handler =
        new StompBrokerRelayMessageHandler(
            new ExecutorSubscribableChannel(),
            (message, timeout) -> fromBroker(message),
            new ExecutorSubscribableChannel(),
            List.of("/topic/", "/exchange/"));
    handler.setVirtualHost(properties.virtualHost());
    handler.setClientLogin(properties.login());
    handler.setClientPasscode(properties.passcode());
    handler.setSystemLogin(properties.systemLoginOrLogin());
    handler.setSystemPasscode(properties.systemPasscodeOrPasscode());
    handler.setSystemHeartbeatSendInterval(properties.heartBeat().toMillis());
    handler.setSystemHeartbeatReceiveInterval(properties.heartBeat().toMillis());
    handler.setTcpClient(new RelayTcpClient(properties, connections, complaints));
    handler.setApplicationEventPublisher(event -> {
      if (event instanceof BrokerAvailabilityEvent change) {
        changed(change.isBrokerAvailable(), availability);
      }
    });
    tried = new CountDownLatch(1);
    relay = handler;
    handler.start();
  }

  @Override
  public void stop() {
    StompBrokerRelayMessageHandler handler = relay;
    relay = null;
    complaints.end();
    if (handler != null) {
      handler.stop();
    }
  }

  private void changed(boolean now, Consumer<Boolean> availability) {
    if (now && relay == null) {
      return; // it came back while it was being let go of
    }
    if (now) {
      sentBack.set(0);
    }
    available = now;
    availability.accept(now);
    tried.countDown();
    if (now) {
      complaints.settle();
      LOG.info("RabbitMQ carries the messages, at {}", properties);
    } else if (relay != null) {
      LOG.warn("RabbitMQ was lost, at {}. All clients are told to come back", properties);
      sessions.values().forEach(this::lost);
    }
  }

  /// Sends the clients back at no more than the rate.
  private void lost(RelaySession session) {
    sentBack.accumulateAndGet(sessions.size(), Math::max); // who ends meanwhile comes back, too
    session.lost(retryAfter());
  }

  private Duration retryAfter() {
    int clients = Math.max(sentBack.get(), sessions.size());
    long spreadMillis = 1000L * clients / properties.reconnectRate();
    return RelayTcpClient.RETRY.plusMillis(
        ThreadLocalRandom.current().nextLong(spreadMillis + 1000));
  }

  @Override
  public Uplink connect(Session session) {
    checkAvailable();
    String id = "client-" + lastSession.incrementAndGet();
    if (!connections.claim(id)) {
      throw new RefusedException(
          RefusalCode.OVERLOADED, "No more connections fit.", Duration.ofSeconds(5));
    }
    RelaySession opened = new RelaySession(id, session, properties, this::toBroker);
    sessions.put(id, opened);
    session.onEnd(() -> end(opened));
    if (!opened.connect()) {
      end(opened);
      throw unavailable();
    }
    sentBack.set(0);
    return opened;
  }

  /// Who comes before the first connection was tried waits for what comes of that.
  private void checkAvailable() {
    if (!available) {
      awaitFirstTry();
    }
    if (!available) {
      throw unavailable();
    }
  }

  private void awaitFirstTry() {
    try {
      if (!tried.await(properties.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("RabbitMQ has not answered since the start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      tried.countDown(); // who comes after that does not wait again
    }
  }

  private void end(RelaySession session) {
    sessions.remove(session.id());
    connections.leave(session.id());
    if (session.end()) {
      toBroker(RelayFrames.disconnect(session.id(), null));
    }
  }

  @Override
  public void publish(Draft draft) {
    try {
      checkAvailable();
      toBroker(
          RelayFrames.send(
              null,
              RelayDestinations.of(draft.channel()),
              RelayHeaders.toBroker(draft, System.currentTimeMillis()),
              draft.body(),
              null));
    } catch (RefusedException e) {
      throw e;
    } catch (MessagingException | IllegalStateException e) {
      LOG.debug("RabbitMQ was lost with a message on its way", e);
      throw unavailable();
    }
  }

  private void toBroker(Message<byte[]> frame) {
    StompBrokerRelayMessageHandler handler = relay;
    if (handler != null) {
      handler.handleMessage(frame);
    }
  }

  /// From the relay, on a thread of its own.
  private boolean fromBroker(Message<?> message) {
    StompHeaderAccessor frame =
        MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
    if (frame == null || frame.getSessionId() == null || frame.getCommand() == null) {
      return false;
    }
    RelaySession session = sessions.get(frame.getSessionId());
    try {
      if (session != null) {
        fromBroker(session, frame, (byte[]) message.getPayload());
      } else if (frame.getCommand() == StompCommand.CONNECTED) { // too late
        toBroker(RelayFrames.disconnect(frame.getSessionId(), null));
      }
    } catch (RuntimeException e) {
      LOG.error("A frame of RabbitMQ's could not be handled", e);
    }
    return true;
  }

  private void fromBroker(RelaySession session, StompHeaderAccessor frame, byte[] body) {
    switch (frame.getCommand()) {
      case CONNECTED -> session.connected();
      case MESSAGE -> session.message(frame, body);
      case RECEIPT -> session.receipt(frame.getReceiptId());
      case ERROR -> {
        boolean cut = frame.getHeader(BrokerConnection.FROM_BROKER) == null;
        if (cut || BROKEN.contains(String.valueOf(frame.getMessage()))) {
          lost(session);
        } else if (!session.refused(frame.getMessage())) {
          complaints.loginRefused("login", frame.getMessage());
        }
      }
      case null, default -> {}
    }
  }

  private RefusedException unavailable() {
    return new RefusedException(
        RefusalCode.UNAVAILABLE, "The message broker cannot be reached.", retryAfter());
  }
}
