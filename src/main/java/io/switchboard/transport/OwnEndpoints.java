package io.switchboard.transport;

import java.util.ArrayList;
import java.util.List;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;
import org.springframework.web.socket.sockjs.transport.TransportHandlingSockJsService;

/// The endpoints that an application registered itself, as Spring made them.
final class OwnEndpoints {

  private OwnEndpoints() {}

  /// Has each handshake pass this one before the application's own interceptors.
  static void intercept(HandlerMapping endpoints, HandshakeInterceptor interceptor) {
    if (endpoints instanceof SimpleUrlHandlerMapping mapping) {
      mapping.getUrlMap().values().forEach(handler -> intercept(handler, interceptor));
    }
  }

  private static void intercept(Object handler, HandshakeInterceptor interceptor) {
    if (handler instanceof WebSocketHttpRequestHandler webSocket) {
      webSocket.setHandshakeInterceptors(with(interceptor, webSocket.getHandshakeInterceptors()));
    } else if (handler instanceof SockJsHttpRequestHandler sockJs
        && sockJs.getSockJsService() instanceof TransportHandlingSockJsService service) {
      service.setHandshakeInterceptors(with(interceptor, service.getHandshakeInterceptors()));
    }
  }

  /// Once: the paths of one endpoint share its SockJS service.
  private static List<HandshakeInterceptor> with(
      HandshakeInterceptor first, List<HandshakeInterceptor> others) {
    List<HandshakeInterceptor> all = new ArrayList<>(others);
    all.remove(first);
    all.addFirst(first);
    return all;
  }
}
