package io.switchboard.transport;

import io.switchboard.broker.Transport;
import io.switchboard.broker.Wire;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.sockjs.transport.SockJsSession;
import org.springframework.web.socket.sockjs.transport.TransportType;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;

/// Sends runs of STOMP frames as messages of a Spring session whose sends block: SockJS over HTTP
/// requests, or a WebSocket of another container than Jetty. Each send takes a virtual thread.
///
/// Over HTTP nothing is sent unless a request is open to answer, so that what waits stays in the
/// outbox, where it is bounded, and not in Spring's cache, which fails at its hundredth message.
/// The close frame waits, too: without a request Spring would tell the client nothing of it.
///
/// Guarded by itself, but for what is volatile; nothing blocks while it is held.
final class MessageWire implements Wire {

  /// The session attribute under which a SockJS handler finds the wire.
  static final String ATTRIBUTE = MessageWire.class.getName();

  private static final String END_POINT = ATTRIBUTE + ".END_POINT";

  private static final Logger LOG = LoggerFactory.getLogger(MessageWire.class);

  private final WebSocketSession session;
  private final Transport transport;
  private @Nullable ByteBuffer waiting;
  private @Nullable Written listener;
  private @Nullable CloseStatus farewell;
  private volatile @Nullable EndPoint endPoint; // of the request that was opened last
  private volatile boolean sending;
  private volatile boolean opening; // Spring writes what a request's answer begins with

  MessageWire(WebSocketSession session) {
    this.session = session;
    this.opening = isToldOfRequests(session); // by the first of them
    this.endPoint = (EndPoint) session.getAttributes().remove(END_POINT);
    this.transport = transportOf(session);
    session.getAttributes().put(ATTRIBUTE, this);
  }

  /// As the path of a SockJS session's first request ends. Spring has no other word for it.
  private static Transport transportOf(WebSocketSession session) {
    if (!(session instanceof AbstractHttpSockJsSession)) {
      return session instanceof SockJsSession ? Transport.SOCKJS_WEBSOCKET : Transport.WEBSOCKET;
    }
    String path = session.getUri() == null ? "" : session.getUri().getPath();
    return switch (TransportType.fromValue(path.substring(path.lastIndexOf('/') + 1))) {
      case XHR_STREAMING -> Transport.XHR_STREAMING;
      case EVENT_SOURCE -> Transport.EVENTSOURCE;
      case HTML_FILE -> Transport.HTMLFILE;
      case WEBSOCKET, XHR, XHR_SEND -> Transport.XHR_POLLING;
      case null -> Transport.XHR_POLLING;
    };
  }

  @Override
  public Transport transport() {
    return transport;
  }

  /// A client's request is about to be opened. Spring counts the session as active before it has
  /// written what goes before all messages, and a close would not wait for that.
  static void requestOpening(WebSocketSession session, ServerHttpRequest request) {
    EndPoint endPoint = endPointOf(request);
    if (session.getAttributes().get(ATTRIBUTE) instanceof MessageWire wire) {
      wire.endPoint = endPoint;
      wire.opening = true;
    } else {
      session.getAttributes().put(END_POINT, endPoint); // for the wire that it brings
    }
  }

  /// A client's request is open to be answered, or has failed.
  static void requestOpened(WebSocketSession session) {
    if (session.getAttributes().get(ATTRIBUTE) instanceof MessageWire wire) {
      wire.opening = false;
      wire.sendIfPossible();
    }
  }

  private static EndPoint endPointOf(ServerHttpRequest request) {
    HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
    return ServletContextRequest.getServletContextRequest(servletRequest)
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint();
  }

  @Override
  public boolean write(ByteBuffer bytes, Written written) {
    synchronized (this) {
      waiting = bytes;
      listener = written;
    }
    sendIfPossible();
    return false;
  }

  private void sendIfPossible() {
    Runnable next = canSend() ? takeNext() : null;
    if (next != null) {
      Thread.startVirtualThread(next);
    }
  }

  private synchronized @Nullable Runnable takeNext() {
    ByteBuffer bytes = waiting;
    Written written = listener;
    CloseStatus status = farewell;
    if (bytes != null && written != null) {
      waiting = null;
      listener = null;
      return () -> send(bytes, written);
    }
    farewell = null;
    return status == null ? null : () -> closeNow(status);
  }

  private boolean canSend() {
    return !isToldOfRequests(session)
        || (!opening && ((AbstractHttpSockJsSession) session).isActive());
  }

  /// SockJS endpoints that the application registered do not tell of their requests. Spring's cache
  /// has to do for them.
  private static boolean isToldOfRequests(WebSocketSession session) {
    return session instanceof AbstractHttpSockJsSession http
        && http.getSockJsServiceConfig() instanceof SockJsEndpoint;
  }

  private void send(ByteBuffer bytes, Written written) {
    Throwable failure = null;
    sending = true;
    try {
      session.sendMessage(new TextMessage(StandardCharsets.UTF_8.decode(bytes)));
    } catch (IOException | RuntimeException e) {
      failure = e;
    } finally {
      sending = false;
    }
    written.done(failure);
  }

  @Override
  public boolean canPing() {
    return false;
  }

  @Override
  public void ping() {
    throw new UnsupportedOperationException("SockJS has no ping");
  }

  @Override
  public void close(int code, String reason) {
    synchronized (this) {
      farewell = new CloseStatus(code, reason);
    }
    sendIfPossible();
  }

  /// What hangs while it writes holds the session's lock, which closing the session waits for: it
  /// is made to fail by cutting the connection below it.
  @Override
  public void abort() {
    EndPoint stuck = sending || opening ? endPoint : null;
    Thread.startVirtualThread(() -> {
      if (stuck != null) {
        stuck.close();
      }
      closeNow(CloseStatus.SESSION_NOT_RELIABLE);
    });
  }

  private void closeNow(CloseStatus status) {
    try {
      session.close(status);
    } catch (IOException | RuntimeException e) {
      LOG.debug("The session {} would not close", session.getId(), e);
    }
  }
}
