package io.switchboard.transport;

import io.switchboard.broker.BrokerProperties;
import io.switchboard.security.AddressInterceptor;
import io.switchboard.security.DiagnosticsProperties;
import io.switchboard.security.IdentityInterceptor;
import io.switchboard.security.OriginGuard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;

/// The paths that clients connect to: `/ws`, `/sockjs` and, for diagnostics, `/echo`.
@Configuration(proxyBeanMethods = false)
class EndpointsConfiguration {

  /// A post of a SockJS client may carry several frames, in JSON.
  private static final int FRAMES_IN_A_POST = 4;

  private final AddressInterceptor address;
  private final IdentityInterceptor identity;
  private final TaskScheduler scheduler;
  private final int postBytes;

  EndpointsConfiguration(
      AddressInterceptor address,
      IdentityInterceptor identity,
      @Qualifier("messageBrokerTaskScheduler") TaskScheduler scheduler,
      BrokerProperties broker) {
    this.address = address;
    this.identity = identity;
    this.scheduler = scheduler;
    long bytes = (long) FRAMES_IN_A_POST * broker.frameLimits().largestFrameBytes();
    this.postBytes = (int) Math.min(Integer.MAX_VALUE - 1, bytes); // one more is read
  }

  @Bean
  HandlerMapping switchboardHandlerMapping(
      @Qualifier("subProtocolWebSocketHandler") WebSocketHandler stomp,
      DiagnosticsProperties diagnostics,
      OriginGuard origins) {
    Map<String, Object> handlers = new LinkedHashMap<>();
    handlers.put("/ws", webSocket(stomp, OutboxUpgradeStrategy.withOutbox()));
    handlers.put("/sockjs/**", sockJs(stomp, OutboxUpgradeStrategy.withOutbox()));
    if (diagnostics.echo()) {
      handlers.put("/echo", webSocket(new EchoHandler(), OutboxUpgradeStrategy.plain()));
      handlers.put("/echo/**", sockJs(new EchoHandler(), OutboxUpgradeStrategy.plain()));
    }
    WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
    mapping.setUrlMap(handlers);
    mapping.setOrder(1);
    mapping.setInterceptors(origins); // where an application's own chain took the paths over
    return mapping;
  }

  private HttpRequestHandler webSocket(WebSocketHandler handler, OutboxUpgradeStrategy strategy) {
    WebSocketHttpRequestHandler endpoint =
        new WebSocketHttpRequestHandler(handler, new UserHandshakeHandler(strategy));
    endpoint.setHandshakeInterceptors(List.of(new HandshakeRules(), address, identity));
    return endpoint;
  }

  private HttpRequestHandler sockJs(WebSocketHandler handler, OutboxUpgradeStrategy strategy) {
    SockJsEndpoint endpoint =
        new SockJsEndpoint(scheduler, new UserHandshakeHandler(strategy), identity, postBytes);
    endpoint.setHandshakeInterceptors(List.<HandshakeInterceptor>of(address, identity));
    return new SockJsHttpRequestHandler(endpoint, handler);
  }
}
