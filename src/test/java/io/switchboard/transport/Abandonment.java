package io.switchboard.transport;

import java.time.Duration;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;

/// How soon Spring gives abandoned SockJS sessions up. How often it looks for them is what the
/// first session finds.
final class Abandonment {

  private final SockJsEndpoint endpoint;

  Abandonment(@Qualifier("switchboardHandlerMapping") HandlerMapping mapping) {
    Object handler = ((WebSocketHandlerMapping) mapping).getUrlMap().get("/sockjs/**");
    var sockJs = (SockJsHttpRequestHandler) Objects.requireNonNull(handler);
    endpoint = (SockJsEndpoint) sockJs.getSockJsService();
  }

  void after(Duration silence) {
    endpoint.setDisconnectDelay(silence.toMillis());
  }
}
