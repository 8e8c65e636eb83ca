package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

class OutboundInterceptorTests {

  /// Marks every MESSAGE, and keeps those from subscription `deaf`.
  @Configuration(proxyBeanMethods = false)
  static class Marking {

    @Bean
    WebSocketMessageBrokerConfigurer marking() {
      return new WebSocketMessageBrokerConfigurer() {
        @Override
        public void configureClientOutboundChannel(ChannelRegistration registration) {
          registration.interceptors(new Marker());
        }
      };
    }
  }

  private static final class Marker implements ChannelInterceptor {
    @Override
    @SuppressWarnings("NullAway") // null is how an interceptor swallows a message
    public Message<?> preSend(Message<?> message, MessageChannel channel) {
      StompHeaderAccessor frame =
          MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
      if (frame == null || frame.getCommand() != StompCommand.MESSAGE) {
        return message;
      }
      frame.setNativeHeader("seen-for", frame.getSessionId());
      return "deaf".equals(frame.getSubscriptionId()) ? null : message;
    }
  }

  @Test
  void refusesToStartWithOneThatWouldSeeNothing() {
    assertThatThrownBy(() -> TestServer.startWith(new Class<?>[] {Marking.class}))
        .hasStackTraceContaining("switchboard.outbound-interceptors=true");
  }

  @Test
  void hasEachCopyPassWhereTheApplicationWantsIt() throws IOException {
    try (TestServer server =
            TestServer.startWith(
                new Class<?>[] {Marking.class}, "switchboard.outbound-interceptors=true");
        StompSocket alice = StompSocket.connect(server.port(), "alice");
        StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      alice.subscribe("deaf", "/topic/rooms.lobby");
      alice.subscribe("a", "/topic/rooms.*");
      bob.subscribe("b", "/topic/rooms.lobby");

      for (int i = 0; i < 100; i++) {
        bob.publish("/topic/rooms.lobby", "message " + i);
      }

      for (int i = 0; i < 100; i++) {
        StompSocket.Received toAlice = alice.read();
        StompSocket.Received toBob = bob.read();
        assertThat(toAlice.body()).isEqualTo("message " + i);
        assertThat(toAlice.header("subscription")).isEqualTo("a");
        assertThat(toBob.body()).isEqualTo("message " + i);
        assertThat(toBob.header("message-id")).isEqualTo(toAlice.header("message-id"));
        assertThat(toAlice.header("seen-for")).isNotEqualTo(toBob.header("seen-for")).isNotEmpty();
      }
    }
  }
}
