package io.switchboard.transport;

import io.switchboard.broker.Inbound;
import io.switchboard.broker.LoggedFailure;
import io.switchboard.broker.Refusal;
import io.switchboard.protocol.ClientFrame;
import io.switchboard.protocol.ProtocolException;
import io.switchboard.protocol.RefusalCode;
import io.switchboard.security.Pace;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpAttributes;
import org.springframework.messaging.simp.SimpAttributesContextHolder;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.messaging.SessionConnectEvent;
import org.springframework.web.socket.messaging.SessionConnectedEvent;
import org.springframework.web.socket.messaging.SessionDisconnectEvent;
import org.springframework.web.socket.messaging.SessionSubscribeEvent;
import org.springframework.web.socket.messaging.SessionUnsubscribeEvent;
import org.springframework.web.socket.messaging.SubProtocolHandler;

/// STOMP at the edge: bytes become frames, frames become Spring's messages on the inbound channel,
/// and whatever goes wrong on the way becomes an answer. Publishes Spring's session events.
///
/// One session's messages are handled one after the other, on the thread that reads its connection.
final class StompProtocolHandler implements SubProtocolHandler {

  private static final Logger LOG = LoggerFactory.getLogger(StompProtocolHandler.class);

  private final ApplicationEventPublisher events;

  StompProtocolHandler(ApplicationEventPublisher events) {
    this.events = events;
  }

  @Override
  public List<String> getSupportedProtocols() {
    return List.of("v12.stomp", "v11.stomp", "v10.stomp");
  }

  @Override
  public @Nullable String resolveSessionId(Message<?> message) {
    return SimpMessageHeaderAccessor.getSessionId(message.getHeaders());
  }

  @Override
  public void afterSessionStarted(WebSocketSession session, MessageChannel channel) {}

  @Override
  public void handleMessageFromClient(
      WebSocketSession webSocketSession, WebSocketMessage<?> message, MessageChannel channel) {
    if (!(webSocketSession instanceof OutboundSession session)) {
      return; // it has just ended, and Spring knows it no more
    }
    session.session().busy();
    try {
      byte[] bytes = bytesOf(message);
      boolean text = session.isText(message instanceof TextMessage);
      session.decoder().decode(bytes, frame -> handle(session, frame, text, channel));
    } catch (ProtocolException e) {
      fail(session, FrameRefusals.of(e));
    } finally {
      session.session().idle();
    }
  }

  private static byte[] bytesOf(WebSocketMessage<?> message) {
    return switch (message) {
      case TextMessage text -> text.asBytes();
      case BinaryMessage binary -> bytesOf(binary.getPayload());
      default -> new byte[0]; // a pong, which the session has heard already
    };
  }

  /// A copy: the payload is Jetty's buffer, which may have no array and is used again.
  private static byte[] bytesOf(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return bytes;
  }

  private void handle(
      OutboundSession session, ClientFrame frame, boolean text, MessageChannel channel) {
    boolean ignored = session.hasFailed() || session.session().isOver();
    if (frame instanceof ClientFrame.HeartBeat || ignored) {
      return;
    }
    boolean connect = frame instanceof ClientFrame.Connect;
    if (connect == session.hasConnected()) {
      fail(session, FrameRefusals.outOfOrder(frame));
      return;
    }
    if (isAdmitted(session, frame)) {
      dispatch(session, frame, text, channel);
    }
  }

  /// Whether the limits let it through; if not, the client was told.
  private static boolean isAdmitted(OutboundSession session, ClientFrame frame) {
    if (frame instanceof ClientFrame.Connect) {
      session.connects();
      Refusal refusal = session.refusal();
      if (refusal != null) {
        fail(session, refusal);
      }
      return refusal == null;
    }
    return isInTime(session, frame, session.pace().judge(frame));
  }

  private static boolean isInTime(OutboundSession session, ClientFrame frame, Pace.Verdict pace) {
    return switch (pace) {
      case Pace.Granted granted -> true;
      case Pace.TooFast tooFast -> {
        session.session().refuse(FrameRefusals.tooFast(frame, tooFast.retryAfter()));
        yield false;
      }
      case Pace.TooLong tooLong -> {
        fail(session, FrameRefusals.tooFast(frame, null));
        yield false;
      }
    };
  }

  private void dispatch(
      OutboundSession session, ClientFrame frame, boolean text, MessageChannel channel) {
    Refusal badHeader = BadHeaders.refusal(frame);
    if (badHeader != null) {
      refuse(session, frame, badHeader);
      return;
    }
    StompHeaderAccessor accessor;
    try {
      accessor = Messages.accessor(frame);
    } catch (InvalidMimeTypeException e) { // the one header that Spring reads by itself
      refuse(session, frame, FrameRefusals.badContentType(frame));
      return;
    }
    accessor.setSessionId(session.getId());
    accessor.setSessionAttributes(session.getAttributes());
    accessor.setUser(session.getPrincipal());
    accessor.setHeader(Inbound.SESSION, session.session());
    accessor.setHeader(Inbound.TEXT, text);
    accessor.setLeaveMutable(true);
    Message<byte[]> message = Messages.create(accessor, frame);
    try {
      SimpAttributesContextHolder.setAttributesFromMessage(message);
      if (channel.send(message)) {
        carriedOut(session, frame, accessor, message);
      } else {
        vetoed(session, frame, accessor);
      }
    } catch (RuntimeException e) {
      refuse(session, frame, refusal(e, message));
    } finally {
      SimpAttributesContextHolder.resetAttributes();
    }
  }

  private void carriedOut(
      OutboundSession session,
      ClientFrame frame,
      StompHeaderAccessor accessor,
      Message<byte[]> message) {
    Principal user = session.getPrincipal();
    switch (frame) {
      case ClientFrame.Connect connect -> {
        session.user(accessor.getUser());
        session.decoder().version(session.session().version());
      }
      case ClientFrame.Subscribe subscribe when holds(session, accessor) ->
          publish(new SessionSubscribeEvent(this, message, user));
      case ClientFrame.Unsubscribe unsubscribe ->
          publish(new SessionUnsubscribeEvent(this, message, user));
      default -> {}
    }
  }

  /// A SUBSCRIBE that a controller answered is over with that: nothing is held for it, so Spring's
  /// registry of users must not hold it either, for as long as the session lasts.
  private static boolean holds(OutboundSession session, StompHeaderAccessor accessor) {
    String id = accessor.getSubscriptionId();
    return id != null && session.session().holds(id);
  }

  /// An interceptor swallowed the message. A CONNECT that was swallowed was refused; a token that
  /// was, may have changed what is known of the user, and ended subscriptions.
  private void vetoed(OutboundSession session, ClientFrame frame, StompHeaderAccessor accessor) {
    session.user(accessor.getUser());
    for (String id : session.session().takeEnded()) {
      Message<byte[]> message = Messages.unsubscribe(session, id);
      publish(new SessionUnsubscribeEvent(this, message, session.getPrincipal()));
    }
    if (frame instanceof ClientFrame.Connect) {
      fail(
          session,
          new Refusal(
              RefusalCode.FORBIDDEN, "The application refused the connection.", null, null));
    }
  }

  private static Refusal refusal(RuntimeException failure, Message<?> message) {
    Refusal refusal = Refusal.of(failure, message);
    if (refusal.code() == RefusalCode.APPLICATION_ERROR) {
      LOG.error("A client's message could not be handled", LoggedFailure.of(failure));
    }
    return refusal;
  }

  private static void refuse(OutboundSession session, ClientFrame frame, Refusal refusal) {
    if (frame instanceof ClientFrame.Connect) {
      fail(session, refusal);
    } else if (isInTime(session, frame, session.pace().judgeRefused(frame))) {
      session.session().refuse(refusal);
    }
  }

  private static void fail(OutboundSession session, Refusal refusal) {
    session.fail();
    session.session().fail(refusal);
  }

  private void publish(ApplicationEvent event) {
    try {
      events.publishEvent(event);
    } catch (RuntimeException e) {
      LOG.error("A listener failed for {}", event.getClass().getSimpleName(), LoggedFailure.of(e));
    }
  }

  /// What goes to one session through Spring's outbound channel: CONNECTED, a controller's own
  /// reply.
  @Override
  public void handleMessageToClient(WebSocketSession webSocketSession, Message<?> message) {
    OutboundSession session = (OutboundSession) webSocketSession;
    Messages.Outgoing outgoing = Messages.outgoing(message);
    if (outgoing == null) {
      LOG.warn("A message for session {} is none that STOMP knows", session.getId());
      return;
    }
    session
        .session()
        .send(outgoing.command(), outgoing.headers(), outgoing.body(), outgoing.text());
    switch (outgoing.command()) {
      case CONNECTED -> connected(session, outgoing.message());
      case ERROR -> session.close(CloseStatus.PROTOCOL_ERROR);
      case MESSAGE, RECEIPT -> {}
    }
  }

  /// A connection may end as soon as it was answered, on another thread, and whoever counts those
  /// who are there must not hear of its end first.
  private void connected(OutboundSession session, Message<byte[]> message) {
    Sequel end = session.endAnnounced();
    if (!end.begin()) {
      return;
    }
    try {
      publishConnected(session, message);
    } finally {
      end.end();
    }
  }

  /// Both events here: the broker answers CONNECT before the inbound channel returns, and one would
  /// come before the other.
  private void publishConnected(OutboundSession session, Message<byte[]> message) {
    Principal user = SimpMessageHeaderAccessor.getUser(message.getHeaders());
    session.user(user);
    SimpAttributesContextHolder.setAttributes(
        new SimpAttributes(session.getId(), session.getAttributes()));
    try {
      Message<byte[]> connect = connectOf(message);
      if (connect != null) {
        publish(new SessionConnectEvent(this, connect, user));
      }
      publish(new SessionConnectedEvent(this, message, user));
    } finally {
      SimpAttributesContextHolder.resetAttributes();
    }
  }

  @SuppressWarnings("unchecked") // bodies are bytes on the inbound channel
  private static @Nullable Message<byte[]> connectOf(Message<byte[]> connected) {
    return (Message<byte[]>)
        connected.getHeaders().get(SimpMessageHeaderAccessor.CONNECT_MESSAGE_HEADER);
  }

  @Override
  public void afterSessionEnded(
      WebSocketSession webSocketSession, CloseStatus status, MessageChannel channel) {
    OutboundSession session = OutboundSession.take(webSocketSession);
    if (session == null) {
      return; // it has ended already
    }
    session.ended();
    session.endAnnounced().come(() -> publishDisconnect(session, status, channel));
  }

  private void publishDisconnect(
      OutboundSession session, CloseStatus status, MessageChannel channel) {
    Message<byte[]> message = Messages.disconnect(session);
    SimpAttributes attributes = SimpAttributes.fromMessage(message);
    try {
      SimpAttributesContextHolder.setAttributes(attributes);
      publish(
          new SessionDisconnectEvent(
              this, message, session.getId(), status, session.getPrincipal()));
      channel.send(message);
    } finally {
      SimpAttributesContextHolder.resetAttributes();
      attributes.sessionCompleted();
    }
  }
}
