package io.switchboard.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.simp.user.DestinationUserNameProvider;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/// A user that an application knows by one name and sends to by another.
class DestinationUserNameTests {

  private static TestServer server;

  record Numbered(String getName, String getDestinationUserName)
      implements Principal, DestinationUserNameProvider {}

  @Configuration(proxyBeanMethods = false)
  static class Numbering implements WebSocketMessageBrokerConfigurer {

    @Override
    public void configureClientInboundChannel(ChannelRegistration registration) {
      registration.interceptors(
          new ChannelInterceptor() {
            @Override
            public Message<?> preSend(Message<?> message, MessageChannel channel) {
              number(MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class));
              return message;
            }
          });
    }

    private static void number(@Nullable StompHeaderAccessor accessor) {
      if (accessor == null || accessor.getCommand() != StompCommand.CONNECT) {
        return;
      }
      Principal user = accessor.getUser();
      if (user != null) {
        accessor.setUser(new Numbered(user.getName(), user.getName() + "-42"));
      }
    }
  }

  @BeforeAll
  static void start() {
    server = TestServer.startHost(new Class<?>[] {Host.class, Numbering.class, Greetings.class});
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void getsWhatAControllerAnswers() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("n", "/user/queue/news");
      alice.subscribe("r", "/user/queue/replies");

      alice.publish("/app/all", "for all");
      assertThat(alice.read().body()).isEqualTo("for all");
      alice.publish("/app/reply", "for one");

      assertThat(alice.read().body()).isEqualTo("for one");
    }
  }

  @Test
  void staysThatUserWithANewToken() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("r", "/user/queue/replies");
      String token = TestServer.token("alice", Instant.now().plusSeconds(900));
      alice.send("SEND\ndestination:/session/token\nreceipt:renewed\n\n" + token);
      assertThat(alice.read().header("receipt-id")).isEqualTo("renewed");

      alice.publish("/app/reply", "for one");

      assertThat(alice.read().body()).isEqualTo("for one");
    }
  }

  @Test
  void getsWhatIsSentToTheOtherName() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("n", "/user/queue/news");
      SimpMessagingTemplate template = server.bean(SimpMessagingTemplate.class);

      template.convertAndSendToUser("alice", "/queue/news", "to nobody");
      template.convertAndSendToUser("alice-42", "/queue/news", "to alice");

      assertThat(alice.read().body()).isEqualTo("to alice");
    }
  }
}
