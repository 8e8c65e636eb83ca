package io.switchboard.transport;

import io.switchboard.broker.Codec;
import io.switchboard.broker.Session;
import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.broker.Wire;
import io.switchboard.protocol.FrameDecoder;
import io.switchboard.protocol.FrameLimits;
import io.switchboard.security.AddressInterceptor;
import io.switchboard.security.ClientLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.websocket.core.Extension;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.adapter.jetty.JettyWebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;
import org.springframework.web.socket.messaging.SubProtocolHandler;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;
import org.springframework.web.socket.sockjs.transport.SockJsSession;
import org.springframework.web.socket.sockjs.transport.session.WebSocketServerSockJsSession;

/// Spring's handler of STOMP connections, which gives each of them a session with an outbox in the
/// place of Spring's own decorator.
final class StompWebSocketHandler extends SubProtocolWebSocketHandler {

  private static final Logger LOG = LoggerFactory.getLogger(StompWebSocketHandler.class);

  /// In SockJS's JSON a character may take six, and a post may carry several frames.
  private static final int IN_JSON = 4;

  private final Set<String> liveIds = ConcurrentHashMap.newKeySet();
  private final SwitchboardBroker broker;
  private final FrameLimits limits;
  private final ClientLimits clientLimits;

  StompWebSocketHandler(
      MessageChannel clientInboundChannel,
      SubscribableChannel clientOutboundChannel,
      SwitchboardBroker broker,
      StompProtocolHandler protocolHandler,
      FrameLimits limits,
      ClientLimits clientLimits) {
    super(clientInboundChannel, clientOutboundChannel);
    this.broker = broker;
    this.limits = limits;
    this.clientLimits = clientLimits;
    super.addProtocolHandler(protocolHandler);
    setDefaultProtocolHandler(protocolHandler);
    setTimeToFirstMessage(
        Integer.MAX_VALUE); // who must say CONNECT by when is the broker's to judge
  }

  /// SockJS's clients choose their sessions' ids, and everything that is known of a session is
  /// known by its id. So an id that is in use is not given twice.
  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    if (!liveIds.add(session.getId())) {
      session.close(CloseStatus.POLICY_VIOLATION.withReason("this session's id is in use"));
      return;
    }
    try {
      super.afterConnectionEstablished(session);
    } finally {
      if (!OutboundSession.isBegun(session)) { // it was gone already, and will not end again
        liveIds.remove(session.getId());
      }
    }
  }

  /// Spring finds a session by its id.
  @Override
  public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
      throws Exception {
    if (OutboundSession.isBegun(session)) {
      super.handleMessage(session, message);
    }
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) throws Exception {
    if (OutboundSession.isBegun(session)) {
      super.afterConnectionClosed(session, status);
    }
  }

  /// Spring adds its own STOMP handler for each endpoint an application registers; ours serves
  /// those as well.
  @Override
  public void addProtocolHandler(SubProtocolHandler handler) {}

  @Override
  protected WebSocketSession decorateSession(WebSocketSession session) {
    WebSocketSession raw = WebSocketSessionDecorator.unwrap(session);
    WebSocketCoreSession core = coreSession(raw);
    OutboxExtension extension = core == null ? null : outboxExtension(core);
    Session opened;
    limitMessages(raw);
    if (core == null || extension == null) {
      opened = broker.open(session.getId(), new MessageWire(raw), Codec.SOCKJS_HTTP);
      clientLimits.admitRequests(opened, session.getId(), session.getAttributes());
    } else {
      core.setIdleTimeout(Duration.ZERO); // heart-beats and pings find out who is gone
      shareHeaders(raw);
      opened = broker.open(session.getId(), wireOf(raw, core), codecOf(raw));
      extension.attach(opened);
    }
    opened.onEnd(() -> liveIds.remove(session.getId()));
    var admission = clientLimits.admit(opened, AddressInterceptor.networkOf(session));
    return OutboundSession.of(
        session, opened, new FrameDecoder(limits), admission, extension != null);
  }

  private static Codec codecOf(WebSocketSession raw) {
    return raw instanceof SockJsSession ? Codec.SOCKJS_WEBSOCKET : Codec.WEBSOCKET;
  }

  private static Wire wireOf(WebSocketSession raw, WebSocketCoreSession core) {
    if (raw instanceof WebSocketServerSockJsSession sockJs) {
      return new JettyWire(
          core, (code, reason) -> sayGoodbye(sockJs, new CloseStatus(code, reason)));
    }
    return new JettyWire(core, null);
  }

  private static void sayGoodbye(WebSocketSession session, CloseStatus status) {
    try {
      session.close(status);
    } catch (IOException | RuntimeException e) {
      LOG.debug("The session {} would not close", session.getId(), e);
    }
  }

  /// Room for the largest frame that is allowed: what is larger ends the connection with 1009
  /// before it is read whole.
  private void limitMessages(WebSocketSession raw) {
    long frame = limits.largestFrameBytes();
    int largest = Math.toIntExact(raw instanceof SockJsSession ? inJson(frame) : frame);
    raw.setTextMessageSizeLimit(largest);
    raw.setBinaryMessageSizeLimit(largest);
  }

  private static long inJson(long frame) {
    return Math.min(Integer.MAX_VALUE, IN_JSON * frame);
  }

  /// One copy of the handshake's headers is enough.
  private static void shareHeaders(WebSocketSession raw) {
    if (raw instanceof JettyWebSocketSession jetty
        && jetty.getNativeSession().getUpgradeRequest() instanceof PastUpgradeRequest past) {
      past.share(raw.getHandshakeHeaders());
    }
  }

  /// Jetty's session below Spring's, `null` where another container or HTTP carries it.
  static @Nullable WebSocketCoreSession coreSession(WebSocketSession raw) {
    if (raw instanceof NativeWebSocketSession nativeSession
        && nativeSession.getNativeSession()
            instanceof org.eclipse.jetty.websocket.common.WebSocketSession jetty
        && jetty.getCoreSession() instanceof WebSocketCoreSession core) {
      return core;
    }
    return null;
  }

  private static @Nullable OutboxExtension outboxExtension(WebSocketCoreSession core) {
    for (Extension extension : core.getExtensionStack().getExtensions()) {
      if (extension instanceof OutboxExtension outbox) {
        return outbox;
      }
    }
    return null;
  }
}
