package io.switchboard.transport;

import io.switchboard.security.Answers;
import io.switchboard.security.IdentityInterceptor;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.context.ServletContextAware;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.sockjs.SockJsException;
import org.springframework.web.socket.sockjs.transport.SockJsSession;
import org.springframework.web.socket.sockjs.transport.TransportHandler;
import org.springframework.web.socket.sockjs.transport.TransportHandlingSockJsService;
import org.springframework.web.socket.sockjs.transport.handler.EventSourceTransportHandler;
import org.springframework.web.socket.sockjs.transport.handler.HtmlFileTransportHandler;
import org.springframework.web.socket.sockjs.transport.handler.WebSocketTransportHandler;
import org.springframework.web.socket.sockjs.transport.handler.XhrPollingTransportHandler;
import org.springframework.web.socket.sockjs.transport.handler.XhrStreamingTransportHandler;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;
import org.springframework.web.socket.sockjs.transport.session.AbstractSockJsSession;

/// Spring's SockJS, with what it lacks: an outbox learns when a request is open to be answered,
/// posts of one session are handled one after the other and are bounded, and one session id is one
/// client. Whose pages may connect was judged before it is asked, by the
/// [io.switchboard.security.OriginGuard].
final class SockJsEndpoint extends TransportHandlingSockJsService implements ServletContextAware {

  private final IdentityInterceptor identity;

  SockJsEndpoint(
      TaskScheduler scheduler,
      UserHandshakeHandler handshakes,
      IdentityInterceptor identity,
      int postBytes) {
    super(
        scheduler,
        new Polling(),
        new Streaming(),
        new Events(),
        new HtmlFile(),
        new SockJsPosts(postBytes),
        new WebSocket(handshakes));
    this.identity = identity;
    setSockJsClientLibraryUrl("/webjars/sockjs-client/sockjs.min.js");
    setSuppressCors(true);
    // Whoever may connect may have the page for frames, which Spring would otherwise not serve.
    setAllowedOrigins(List.of("*"));
  }

  /// Spring lets a session's later requests in only if they are of the user of the first one.
  @Override
  protected void handleTransportRequest(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      String sessionId,
      String transport)
      throws SockJsException {
    ServerHttpRequest identified = identity.identified(request, response, sessionId);
    if (identified != null) {
      super.handleTransportRequest(identified, response, handler, sessionId, transport);
    }
  }

  @Override
  protected boolean checkOrigin(
      ServerHttpRequest request, ServerHttpResponse response, HttpMethod... methods) {
    return true;
  }

  @Override
  public void setServletContext(ServletContext servletContext) {
    for (TransportHandler handler : List.copyOf(getTransportHandlers().values())) {
      if (handler instanceof ServletContextAware aware) {
        aware.setServletContext(servletContext);
      }
    }
  }

  /// One after the other: two requests at once would both find the session without one, and the
  /// first of them would never be answered. One that finds another open is told so by Spring.
  private static void inTurn(
      AbstractHttpSockJsSession session,
      ServerHttpRequest request,
      ServerHttpResponse response,
      Consumer<ServerHttpRequest> handling) {
    SockJsTurn turn = SockJsTurn.of(session, SockJsEndpoint.class);
    if (!turn.begin(response)) {
      return;
    }
    try {
      if (session.isActive()) {
        handle(request, handling);
      } else {
        open(session, request, handling);
      }
    } finally {
      turn.end();
    }
  }

  private static void open(
      AbstractHttpSockJsSession session,
      ServerHttpRequest request,
      Consumer<ServerHttpRequest> handling) {
    MessageWire.requestOpening(session, request);
    try {
      handle(request, handling);
    } finally {
      MessageWire.requestOpened(session);
    }
  }

  /// Spring's session keeps the headers of the first one.
  private static void handle(ServerHttpRequest request, Consumer<ServerHttpRequest> handling) {
    handling.accept(KeptHeaders.of(request));
  }

  private static final class Polling extends XhrPollingTransportHandler {
    @Override
    protected void handleRequestInternal(
        ServerHttpRequest request, ServerHttpResponse response, AbstractHttpSockJsSession session) {
      inTurn(
          session, request, response, kept -> super.handleRequestInternal(kept, response, session));
    }
  }

  private static final class Streaming extends XhrStreamingTransportHandler {
    @Override
    protected void handleRequestInternal(
        ServerHttpRequest request, ServerHttpResponse response, AbstractHttpSockJsSession session) {
      inTurn(
          session, request, response, kept -> super.handleRequestInternal(kept, response, session));
    }
  }

  private static final class Events extends EventSourceTransportHandler {
    @Override
    protected void handleRequestInternal(
        ServerHttpRequest request, ServerHttpResponse response, AbstractHttpSockJsSession session) {
      inTurn(
          session, request, response, kept -> super.handleRequestInternal(kept, response, session));
    }
  }

  private static final class HtmlFile extends HtmlFileTransportHandler {
    @Override
    public void handleRequestInternal(
        ServerHttpRequest request, ServerHttpResponse response, AbstractHttpSockJsSession session) {
      inTurn(
          session, request, response, kept -> super.handleRequestInternal(kept, response, session));
    }
  }

  /// A second WebSocket on a live session id would be handed the first one's messages.
  private static final class WebSocket extends WebSocketTransportHandler {

    private static final String TAKEN = WebSocket.class.getName() + ".TAKEN";

    private final HandshakeRules rules = new HandshakeRules();

    WebSocket(UserHandshakeHandler handshakes) {
      super(handshakes);
    }

    @Override
    public AbstractSockJsSession createSession(
        String id, WebSocketHandler handler, Map<String, Object> attributes) {
      return new SockJsSocketSession(id, getServiceConfig(), handler, attributes);
    }

    @Override
    public void handleRequest(
        ServerHttpRequest request,
        ServerHttpResponse response,
        WebSocketHandler handler,
        SockJsSession session) {
      Map<String, Object> attributes = session.getAttributes();
      if (attributes.putIfAbsent(TAKEN, true) != null) {
        Answers.refuse(
            response, HttpStatus.CONFLICT, "This SockJS session has its WebSocket already.");
      } else if (rules.beforeHandshake(request, response, handler, attributes)) {
        super.handleRequest(request, response, handler, session);
      }
    }

    /// Of a WebSocket without SockJS's frames, at the path `websocket` below the endpoint's.
    @Override
    public boolean doHandshake(
        ServerHttpRequest request,
        ServerHttpResponse response,
        WebSocketHandler handler,
        Map<String, Object> attributes) {
      return rules.beforeHandshake(request, response, handler, attributes)
          && super.doHandshake(request, response, handler, attributes);
    }
  }
}
