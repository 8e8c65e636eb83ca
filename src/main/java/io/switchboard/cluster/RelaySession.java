package io.switchboard.cluster;

import io.switchboard.broker.Refusal;
import io.switchboard.broker.RefusedException;
import io.switchboard.broker.Session;
import io.switchboard.broker.Uplink;
import io.switchboard.history.Draft;
import io.switchboard.protocol.Headers;
import io.switchboard.protocol.RefusalCode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;

/// One session's connection to RabbitMQ. There its subscriptions and receipts have numbers, since a
/// client's own ids may be longer than RabbitMQ takes.
///
/// Asked by the thread that reads the client, told by the one that reads RabbitMQ.
final class RelaySession implements Uplink {

  /// How many frames may await their receipts.
  private static final int MOST_RECEIPTS = 4096;

  private final String id;
  private final Session session;
  private final RelayProperties properties;
  private final Consumer<Message<byte[]>> broker;
  private final CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
  private final AtomicBoolean over = new AtomicBoolean(); // nothing more is told to the session
  private final AtomicBoolean left = new AtomicBoolean(); // RabbitMQ was told that it is
  private volatile boolean gone; // nothing more is confirmed
  private final AtomicLong last = new AtomicLong();
  private final Map<String, Wish> subscriptions = new ConcurrentHashMap<>(4); // number -> it
  private final Map<String, String> numbers = new ConcurrentHashMap<>(4); // client's id -> number
  private final Map<String, Awaited> receipts = new ConcurrentHashMap<>(4); // number -> it

  /// A frame that RabbitMQ has yet to confirm.
  ///
  /// @param receipt what the client calls the RECEIPT that it wants, `null` for none
  private record Awaited(@Nullable String receipt, CompletableFuture<@Nullable Void> confirmed) {}

  /// @param id of the connection, unique in this server
  /// @param broker takes frames for RabbitMQ
  RelaySession(
      String id, Session session, RelayProperties properties, Consumer<Message<byte[]>> broker) {
    this.id = id;
    this.session = session;
    this.properties = properties;
    this.broker = broker;
  }

  String id() {
    return id;
  }

  /// Whether RabbitMQ has accepted the connection, within the connect timeout.
  boolean connect() {
    broker.accept(RelayFrames.connect(id, properties.heartBeat()));
    return await(ready);
  }

  /// Waits for RabbitMQ: what a controller makes of the client's next message takes another way,
  /// and might be there before.
  @Override
  public void subscribe(Wish wish, @Nullable String receipt) {
    String number = next();
    CompletableFuture<@Nullable Void> done = expect(number, receipt);
    subscriptions.put(number, wish);
    numbers.put(wish.id(), number);
    broker.accept(
        RelayFrames.subscribe(
            id, number, RelayDestinations.of(wish.stream()), properties.queueExpiry(), number));
    if (await(done) || over.get()) {
      return;
    }
    lost(RelayTcpClient.RETRY);
    throw unanswered();
  }

  @Override
  public boolean unsubscribe(String clientId, @Nullable String receipt) {
    checkRoom(receipt);
    String number = numbers.remove(clientId);
    if (number == null) {
      return false;
    }
    subscriptions.remove(number);
    broker.accept(RelayFrames.unsubscribe(id, number, awaited(receipt)));
    return true;
  }

  @Override
  public void publish(Draft draft, @Nullable String receipt) {
    broker.accept(
        RelayFrames.send(
            id,
            RelayDestinations.of(draft.channel()),
            RelayHeaders.toBroker(draft, System.currentTimeMillis()),
            draft.body(),
            awaited(receipt)));
  }

  /// First what RabbitMQ has yet to confirm, which it would not after DISCONNECT.
  @Override
  public void flush() {
    boolean answered = await(allConfirmed());
    if (!answered || !over.compareAndSet(false, true)) {
      throw unanswered();
    }
    left.set(true);
    String number = next();
    CompletableFuture<@Nullable Void> done = expect(number, null);
    broker.accept(RelayFrames.disconnect(id, number));
    if (!await(done)) {
      throw unanswered();
    }
  }

  private static RefusedException unanswered() {
    return new RefusedException(
        RefusalCode.UNAVAILABLE, "The message broker did not answer.", RelayTcpClient.RETRY);
  }

  private CompletableFuture<?> allConfirmed() {
    return CompletableFuture.allOf(
        receipts.values().stream().map(Awaited::confirmed).toArray(CompletableFuture<?>[]::new));
  }

  @Override
  public boolean isBusy() {
    return !receipts.isEmpty();
  }

  /// The client is gone. Does nothing the second time.
  ///
  /// @return whether RabbitMQ is to be told
  boolean end() {
    over.set(true);
    failAll();
    return left.compareAndSet(false, true);
  }

  /// RabbitMQ is gone. Does nothing the second time.
  void lost(Duration retryAfter) {
    boolean first = over.compareAndSet(false, true);
    boolean connected = ready.isDone() && !ready.isCompletedExceptionally();
    if (first && connected) {
      session.brokerLost(retryAfter);
    }
    failAll();
  }

  /// RabbitMQ has accepted the connection.
  void connected() {
    ready.complete(null);
  }

  /// RabbitMQ has carried out what asked for this. The client's RECEIPT is on its way before
  /// anybody can see that nothing more is awaited, and close the session.
  void receipt(@Nullable String number) {
    Awaited awaited = number == null ? null : receipts.get(number);
    if (awaited != null) {
      session.receipt(awaited.receipt());
      awaited.confirmed().complete(null);
      receipts.remove(number);
    }
  }

  /// RabbitMQ has a message for it. One whose subscription has just ended is dropped, and so is one
  /// whose routing key is no channel's name.
  void message(StompHeaderAccessor frame, byte[] body) {
    Wish wish = subscriptions.get(String.valueOf(frame.getSubscriptionId()));
    String sent = frame.getDestination();
    if (wish == null || sent == null) {
      return;
    }
    String named = wish.destination();
    String destination = named == null ? RelayDestinations.channel(sent) : named;
    if (destination != null) {
      Headers headers =
          RelayHeaders.toClient(
              frame.toNativeHeaderMap(), destination, wish.named(), wish.acknowledged());
      session.deliver(headers, body);
    }
  }

  /// RabbitMQ refused something, after which it goes on or does not, as it likes. Its words stay
  /// here. Who waits for it goes on when the session knows.
  ///
  /// @return whether it had accepted the connection before
  boolean refused(@Nullable String brokersWord) {
    boolean connected = ready.isDone();
    if (over.compareAndSet(false, true) && connected) {
      RefusalCode code =
          "access_refused".equals(brokersWord) ? RefusalCode.FORBIDDEN : RefusalCode.INTERNAL_ERROR;
      session.fail(new Refusal(code, "The message broker refused this.", null, null));
    }
    failAll();
    return connected;
  }

  private void failAll() {
    gone = true;
    ready.completeExceptionally(noMore());
    receipts.values().forEach(awaited -> awaited.confirmed().completeExceptionally(noMore()));
    receipts.clear();
  }

  private static Exception noMore() {
    return new IllegalStateException("Nothing more is confirmed");
  }

  private @Nullable String awaited(@Nullable String receipt) {
    if (receipt == null) {
      return null;
    }
    checkRoom(receipt);
    String number = next();
    put(number, new Awaited(receipt, new CompletableFuture<>()));
    return number;
  }

  private CompletableFuture<@Nullable Void> expect(String number, @Nullable String receipt) {
    CompletableFuture<@Nullable Void> confirmed = new CompletableFuture<>();
    put(number, new Awaited(receipt, confirmed));
    return confirmed;
  }

  private void put(String number, Awaited awaited) {
    receipts.put(number, awaited);
    if (gone) { // perhaps since just now, so that nobody else may fail this one
      receipts.remove(number);
      awaited.confirmed().completeExceptionally(noMore());
    }
  }

  private void checkRoom(@Nullable String receipt) {
    if (receipt != null && receipts.size() >= MOST_RECEIPTS) {
      throw new RefusedException(
          RefusalCode.OVERLOADED, "The message broker has too many frames to confirm.");
    }
  }

  private String next() {
    return Long.toString(last.incrementAndGet());
  }

  private boolean await(CompletableFuture<?> future) {
    try {
      future.get(properties.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
