package io.switchboard.broker;

import io.switchboard.history.Draft;
import io.switchboard.history.Position;
import io.switchboard.protocol.CloseCode;
import io.switchboard.protocol.Destination;
import io.switchboard.protocol.Headers;
import io.switchboard.protocol.RefusalCode;
import io.switchboard.protocol.ServerCommand;
import io.switchboard.protocol.StompVersion;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.broker.AbstractBrokerMessageHandler;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;

/// The broker: `/topic` channels and what is each user's own, within Spring's `simp`. Where there
/// is an [Upstream] broker, that one carries the channels, and what is for all sessions of a user.
///
/// Clients' messages come on the inbound channel, on their connection's thread, one after the
/// other; what cannot be carried out is thrown as a [RefusedException] for the transport to answer.
/// The application's own come on the broker channel from any thread.
public final class SwitchboardBroker extends AbstractBrokerMessageHandler
    implements DisposableBean {

  private final Lanes lanes;
  private final SessionSettings settings;
  private final Predicate<String> applications;
  private final @Nullable Upstream upstream;

  /// @param applications tells destinations that controllers answer for, which are none of ours
  /// @param upstream the broker behind this one, `null` for none
  public SwitchboardBroker(
      SubscribableChannel clientInboundChannel,
      SubscribableChannel clientOutboundChannel,
      SubscribableChannel brokerChannel,
      Lanes lanes,
      SessionSettings settings,
      Predicate<String> applications,
      @Nullable Upstream upstream) {
    super(clientInboundChannel, clientOutboundChannel, brokerChannel);
    this.lanes = lanes;
    this.settings = settings;
    this.applications = applications;
    this.upstream = upstream;
    lanes.start();
  }

  /// Begins a session: from here on its outbox is the only one to write to the wire.
  public Session open(String id, Wire wire, Codec codec) {
    Session session = new Session(id, lanes.next(), wire, codec, settings);
    session.begin();
    return session;
  }

  /// Closes the sessions that are opened from now on, as [Session#retire] would, until the broker
  /// is started again.
  ///
  /// @param reason at most 123 bytes of UTF-8
  /// @return those that are open already
  public List<Session> turnAway(CloseCode code, String reason) {
    return lanes.turnAway(Farewell.of(code, reason));
  }

  /// What is moved and what waits, for metrics.
  public Traffic traffic() {
    return lanes.traffic();
  }

  /// Sessions that are open, for metrics; exact only while none comes or goes.
  public int sessions() {
    return lanes.sessions();
  }

  /// Subscriptions of all sessions, for metrics; exact only while none comes or goes.
  public int subscriptions() {
    return lanes.subscriptions();
  }

  /// Ends the lanes, after all beans have stopped.
  @Override
  public void destroy() {
    lanes.stop();
  }

  @Override
  protected void startInternal() {
    lanes.open();
    if (upstream == null) {
      publishBrokerAvailableEvent();
    } else {
      upstream.start(this::available);
    }
  }

  private void available(boolean available) {
    if (available) {
      publishBrokerAvailableEvent();
    } else {
      publishBrokerUnavailableEvent();
    }
  }

  @Override
  protected void stopInternal() {
    if (upstream != null) {
      upstream.stop();
    }
    publishBrokerUnavailableEvent();
  }

  @Override
  protected void handleMessageInternal(Message<?> message) {
    Session session = Inbound.session(message);
    if (session == null) {
      handleServerMessage(message);
      return;
    }
    SimpMessageType type = SimpMessageHeaderAccessor.getMessageType(message.getHeaders());
    if (type == null) {
      return;
    }
    switch (type) {
      case CONNECT -> connect(session, message);
      case MESSAGE -> send(session, message);
      case SUBSCRIBE -> subscribe(session, message);
      case UNSUBSCRIBE -> unsubscribe(session, message);
      case DISCONNECT -> disconnect(session, message);
      case OTHER -> other(session, message);
      case HEARTBEAT, CONNECT_ACK, DISCONNECT_ACK -> {}
    }
  }

  private void connect(Session session, Message<?> message) {
    StompVersion version = StompVersion.negotiate(Inbound.header(message, "accept-version"));
    if (version == null) {
      throw new RefusedException(
          RefusalCode.UNSUPPORTED_VERSION, "This server speaks STOMP " + StompVersion.ALL + ".");
    }
    int offered = Math.toIntExact(settings.heartBeat().toMillis());
    HeartBeat heartBeat = HeartBeat.negotiate(Inbound.header(message, "heart-beat"), offered);
    if (heartBeat == null) {
      throw new RefusedException(
          RefusalCode.BAD_HEADER, "The header heart-beat takes two whole numbers: 10000,10000");
    }
    if (upstream != null) {
      session.uplink(upstream.connect(session));
    }
    var user = SimpMessageHeaderAccessor.getUser(message.getHeaders());
    session.connected(version, user == null ? null : UserChannel.nameOf(user), heartBeat);
    sendConnected(session, version, offered, message);
  }

  /// Through the outbound channel, as Spring has it: that is what its session events hang on.
  private void sendConnected(
      Session session, StompVersion version, int offered, Message<?> connect) {
    StompHeaderAccessor connected = StompHeaderAccessor.create(StompCommand.CONNECTED);
    connected.setSessionId(session.id());
    connected.setVersion(version.text());
    connected.setHeartbeat(offered, offered);
    connected.setNativeHeader("session", session.id());
    connected.setNativeHeader("server", "Switchboard");
    if (session.user() != null) {
      connected.setNativeHeader("user-name", session.user());
      connected.setUser(SimpMessageHeaderAccessor.getUser(connect.getHeaders()));
    }
    connected.setHeader(SimpMessageHeaderAccessor.CONNECT_MESSAGE_HEADER, connect);
    getClientOutboundChannel()
        .send(MessageBuilder.createMessage(new byte[0], connected.getMessageHeaders()));
  }

  private void send(Session session, Message<?> message) {
    if (isApplications(message)) {
      return;
    }
    if (Inbound.header(message, "transaction") != null) {
      throw unsupportedTransactions();
    }
    switch (destinationOf(message)) {
      case Destination.Topic topic ->
          publish(
              session,
              Drafts.ofClient(topic, session, message),
              Inbound.header(message, "receipt"));
      case Destination.TopicPattern pattern ->
          throw refuse("One publishes to a channel, not to a pattern: " + pattern.text());
      case Destination.UserQueue queue -> throw forbidden(queue.text());
      case Destination.UserTarget target -> throw forbidden(target.text());
      case Destination.SessionToken token -> throw forbidden(token.text());
      case Destination.App app -> throw refuse("No controller answers for " + app.text());
      case Destination.Unknown unknown -> throw refuse(unknown.reason());
    }
  }

  private void publish(Session session, Draft draft, @Nullable String receipt) {
    Uplink uplink = session.uplink();
    if (uplink == null) {
      sendReceipt(session, receipt, lanes.publish(draft, session.arrivedNanos()));
    } else {
      uplink.publish(draft, receipt);
    }
  }

  private static void sendReceipt(Session session, @Nullable String receipt, Position position) {
    if (receipt != null) {
      Headers headers = Headers.of("receipt-id", receipt, "position", position.toString());
      session.send(ServerCommand.RECEIPT, headers, new byte[0], true);
    }
  }

  private void subscribe(Session session, Message<?> message) {
    if (isApplications(message)) {
      return;
    }
    switch (destinationOf(message)) {
      case Destination.Topic topic -> subscribe(session, message, topic.channel(), false);
      case Destination.TopicPattern pattern -> subscribe(session, message, pattern.pattern(), true);
      case Destination.UserQueue queue -> subscribeToOwn(session, message, queue.name());
      case Destination.UserTarget target -> throw forbidden(target.text());
      case Destination.SessionToken token -> throw forbidden(token.text());
      case Destination.App app -> throw refuse("No controller answers for " + app.text());
      case Destination.Unknown unknown -> throw refuse(unknown.reason());
    }
  }

  private void subscribe(Session session, Message<?> message, String target, boolean byPattern) {
    Subscription subscription = subscription(session, message, target, byPattern);
    String id = subscriptionId(session, message);
    String receipt = Inbound.header(message, "receipt");
    Uplink uplink = session.uplink();
    boolean subscribed = session.subscribe(id, subscription, uplink == null ? receipt : null);
    if (subscribed && uplink != null) {
      uplink.subscribe(wish(id, subscription, null), receipt);
    }
  }

  /// What concerns one session comes from this server, and so does all that is for a session
  /// without a user.
  private static void subscribeToOwn(Session session, Message<?> message, String queue) {
    String stream = session.ownChannel(queue);
    Subscription subscription = subscription(session, message, stream, false);
    String id = subscriptionId(session, message);
    String receipt = Inbound.header(message, "receipt");
    Uplink uplink = session.uplink();
    if (uplink == null || session.user() == null || UserChannel.isOneSessions(queue)) {
      session.subscribe(id, subscription, receipt);
    } else if (session.subscribe(id, subscription, null)) {
      uplink.subscribe(wish(id, subscription, UserChannel.destination(queue)), receipt);
    }
  }

  private static Uplink.Wish wish(
      String id, Subscription subscription, @Nullable String destination) {
    FrameKey key = subscription.key();
    return new Uplink.Wish(
        id, subscription.target(), key.subscription(), destination, key.acknowledged());
  }

  private static Subscription subscription(
      Session session, Message<?> message, String target, boolean byPattern) {
    String ack = Inbound.header(message, "ack");
    boolean acknowledged = "client".equals(ack) || "client-individual".equals(ack);
    if (ack != null && !acknowledged && !ack.equals("auto")) {
      throw new RefusedException(
          RefusalCode.BAD_HEADER, "The header ack takes auto, client or client-individual.");
    }
    String id = Inbound.header(message, "id");
    FrameKey key = new FrameKey(id, session.version(), session.codec(), acknowledged);
    return new Subscription(session, target, byPattern, key);
  }

  private static void unsubscribe(Session session, Message<?> message) {
    String id = subscriptionId(session, message);
    String receipt = Inbound.header(message, "receipt");
    Uplink uplink = session.uplink();
    boolean answered = uplink != null && uplink.unsubscribe(id, receipt);
    session.unsubscribe(id, answered ? null : receipt);
  }

  /// STOMP 1.0 clients may leave the id out and mean the destination (STOMP 1.0, "SUBSCRIBE").
  private static String subscriptionId(Session session, Message<?> message) {
    String id = Inbound.header(message, "id");
    if (id != null && !id.isEmpty()) {
      return id;
    }
    String destination = Inbound.header(message, "destination");
    if (session.version() == StompVersion.V1_0 && destination != null) {
      return destination;
    }
    throw new RefusedException(RefusalCode.MISSING_HEADER, "The header id is missing.");
  }

  private static void disconnect(Session session, Message<?> message) {
    Uplink uplink = session.uplink();
    String receipt = Inbound.header(message, "receipt");
    boolean asked = receipt != null || !session.isOver(); // else it is Spring's word for the end
    try {
      if (uplink != null && asked) {
        uplink.flush();
      }
      session.receipt(receipt);
      session.disconnect();
    } catch (RefusedException e) { // if it were thrown, Spring would have it done a second time
      session.fail(Refusal.of(e, message));
    }
  }

  /// Acknowledging what a channel delivered changes nothing, but is no mistake either.
  private static void other(Session session, Message<?> message) {
    Object command = message.getHeaders().get("stompCommand");
    if (command == StompCommand.ACK || command == StompCommand.NACK) {
      session.receipt(Inbound.header(message, "receipt"));
      return;
    }
    throw unsupportedTransactions();
  }

  private void handleServerMessage(Message<?> message) {
    String destination = SimpMessageHeaderAccessor.getDestination(message.getHeaders());
    if (destination == null || !isServerMessage(message)) {
      return;
    }
    switch (Destination.parse(destination)) {
      case Destination.Topic topic -> publish(Drafts.ofServer(topic, message), message);
      case Destination.UserTarget target -> publishToUser(target, message);
      case Destination.Unknown unknown ->
          throw new MessageDeliveryException(message, unknown.reason());
      case Destination other ->
          throw new MessageDeliveryException(
              message, "The application cannot publish to " + other.text());
    }
  }

  private void publish(Draft draft, Message<?> message) {
    Drafts.checkSize(draft, settings.outboxBytes(), message);
    if (upstream == null) {
      lanes.publish(draft);
      return;
    }
    try {
      upstream.publish(draft);
    } catch (RefusedException e) {
      throw new MessageDeliveryException(message, e.detail(), e);
    }
  }

  private void publishToUser(Destination.UserTarget target, Message<?> message) {
    Draft draft = Drafts.ofServer(target, message);
    if (draft.onlySession() == null && !UserChannel.isOneSessions(target.queue())) {
      publish(draft, message);
    } else {
      Drafts.checkSize(draft, settings.outboxBytes(), message);
      lanes.publish(draft);
    }
  }

  private static boolean isServerMessage(Message<?> message) {
    SimpMessageType type = SimpMessageHeaderAccessor.getMessageType(message.getHeaders());
    return type == null || type == SimpMessageType.MESSAGE;
  }

  private boolean isApplications(Message<?> message) {
    String destination = SimpMessageHeaderAccessor.getDestination(message.getHeaders());
    return destination != null && applications.test(destination);
  }

  private static Destination destinationOf(Message<?> message) {
    String destination = SimpMessageHeaderAccessor.getDestination(message.getHeaders());
    if (destination == null) {
      throw new RefusedException(RefusalCode.MISSING_HEADER, "The header destination is missing.");
    }
    return Destination.parse(destination);
  }

  private static RefusedException refuse(String detail) {
    return new RefusedException(RefusalCode.UNKNOWN_DESTINATION, detail);
  }

  private static RefusedException forbidden(String destination) {
    return new RefusedException(
        RefusalCode.FORBIDDEN, "Clients may not do this with " + destination);
  }

  private static RefusedException unsupportedTransactions() {
    return new RefusedException(
        RefusalCode.UNSUPPORTED, "Transactions are not supported on these destinations.");
  }
}
