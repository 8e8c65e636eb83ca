package io.switchboard;

import io.switchboard.broker.RefusedException;
import io.switchboard.policy.ChannelAuthorizer;
import io.switchboard.policy.ChannelRequest;
import io.switchboard.policy.Verdict;
import io.switchboard.protocol.RefusalCode;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
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

  interface Documents {
    boolean isOpenTo(String user, String document);
  }

  @Component
  class DocumentAuthorizer implements ChannelAuthorizer {

    private final Documents documents;

    DocumentAuthorizer(Documents documents) {
      this.documents = documents;
    }

    @Override
    public Verdict authorize(ChannelRequest request) {
      String user = request.caller().name();
      if (!request.pattern() && user != null && documents.isOpenTo(user, request.target())) {
        return Verdict.granted();
      }
      return Verdict.refused("This document is not shared with you.");
    }
  }

  static StompSession connect(String url, String token, StompFrameHandler handler)
      throws Exception {
    WebSocketStompClient client = new WebSocketStompClient(new StandardWebSocketClient());
    client.setMessageConverter(new JacksonJsonMessageConverter());
    StompHeaders connect = new StompHeaders();
    connect.add("Authorization", "Bearer " + token);
    StompSession session =
        client
            .connectAsync(
                url, new WebSocketHttpHeaders(), connect, new StompSessionHandlerAdapter() {})
            .get(10, TimeUnit.SECONDS);
    session.subscribe("/topic/rooms.lobby", handler);
    session.send("/app/rooms.lobby.say", Map.of("text", "hello"));
    return session;
  }
}
