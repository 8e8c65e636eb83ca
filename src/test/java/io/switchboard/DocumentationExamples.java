package io.switchboard;

import io.switchboard.broker.RefusedException;
import io.switchboard.protocol.RefusalCode;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.stereotype.Controller;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.messaging.WebSocketStompClient;

/// The Java that the documentation shows, word for word.
interface DocumentationExamples {

  record Order(String item, int count) {}

  @Controller
  class OrdersController {

    @MessageMapping("shops.{shop}.order")
    @SendTo("/topic/shops.{shop}.orders")
    Order order(@DestinationVariable String shop, Order order) {
      if (order.count() > 100) {
        throw new RefusedException(RefusalCode.FORBIDDEN, "At most 100 at a time.");
      }
      return order;
    }
  }

  /// Clients read the shops' channels and publish to none: that is for controllers.
  class ShopsAlone implements ChannelInterceptor {

    @Override
    public Message<?> preSend(Message<?> message, MessageChannel channel) {
      StompHeaderAccessor frame =
          MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
      if (frame != null && !isAllowed(frame.getCommand(), frame.getDestination())) {
        throw new RefusedException(RefusalCode.FORBIDDEN, "Shops' channels, and only to read.");
      }
      return message;
    }

    private static boolean isAllowed(@Nullable StompCommand command, @Nullable String destination) {
      return destination == null
          || !destination.startsWith("/topic/")
          || (command != StompCommand.SEND && destination.startsWith("/topic/shops."));
    }
  }

  @Configuration(proxyBeanMethods = false)
  class Rules implements WebSocketMessageBrokerConfigurer {

    @Override
    public void configureClientInboundChannel(ChannelRegistration registration) {
      registration.interceptors(new ShopsAlone());
    }
  }

  static StompSession connect(String url, String token, StompFrameHandler handler)
      throws Exception {
    WebSocketStompClient client = new WebSocketStompClient(new StandardWebSocketClient());
    client.setMessageConverter(new StringMessageConverter());
    StompHeaders connect = new StompHeaders();
    connect.add("Authorization", "Bearer " + token);
    StompSession session =
        client
            .connectAsync(
                url, new WebSocketHttpHeaders(), connect, new StompSessionHandlerAdapter() {})
            .get(10, TimeUnit.SECONDS);
    session.subscribe("/topic/rooms.lobby", handler);
    session.send("/topic/rooms.lobby", "hello");
    return session;
  }
}
