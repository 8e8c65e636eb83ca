package io.switchboard.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.support.AbstractSubscribableChannel;
import org.springframework.messaging.support.ChannelInterceptor;

/// What a client that said no name may hear on user destinations. A SockJS client chooses its
/// session's id, and may choose a user's name.
class AnonymousAnswersTests {

  private static TestServer server;

  /// An application that lets clients without a name call its methods.
  @Configuration(proxyBeanMethods = false)
  static class EveryoneMaySpeak {

    @Bean
    SmartInitializingSingleton judgeNothingButConnect(
        @Qualifier("clientInboundChannel") AbstractSubscribableChannel channel) {
      return () ->
          channel.setInterceptors(
              channel.getInterceptors().stream().<ChannelInterceptor>map(AtConnect::new).toList());
    }
  }

  private record AtConnect(ChannelInterceptor interceptor) implements ChannelInterceptor {
    @Override
    public @Nullable Message<?> preSend(Message<?> message, MessageChannel channel) {
      SimpMessageType type = SimpMessageHeaderAccessor.getMessageType(message.getHeaders());
      return type == SimpMessageType.CONNECT ? interceptor.preSend(message, channel) : message;
    }
  }

  @BeforeAll
  static void start() {
    server =
        TestServer.startHost(
            new Class<?>[] {Host.class, Greetings.class, EveryoneMaySpeak.class},
            "switchboard.auth.anonymous=true");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void areNothingOfAUserWhoseNameItChoseAsItsId() throws IOException {
    try (SockJsStomp stranger = anonymous("alice");
        StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      stranger.subscribe("1", "/user/queue/news");
      alice.subscribe("1", "/user/queue/news");

      server
          .bean(SimpMessagingTemplate.class)
          .convertAndSendToUser("alice", "/queue/news", "for alice");

      assertThat(alice.read().body()).isEqualTo("for alice");
      stranger.send("SEND\ndestination:/topic/nothing\nreceipt:r\n\n");
      assertThat(stranger.read().header("receipt-id")).isEqualTo("r");
    }
  }

  /// Nor does it divert what a method sends to that user while its own message is being handled.
  @Test
  void divertNothingFromAUserWhoseNameItChoseAsItsId() throws IOException {
    try (SockJsStomp stranger = anonymous("bob");
        StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      stranger.subscribe("1", "/user/queue/replies");
      bob.subscribe("1", "/user/queue/replies");

      stranger.send("SEND\ndestination:/app/tell.bob\nreceipt:r\n\nfor bob");

      assertThat(bob.read().body()).isEqualTo("for bob");
      assertThat(stranger.read().header("receipt-id")).isEqualTo("r");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "one", "reply"})
  void areWhatItAskedFor(String method) throws IOException {
    String queue = "/user/queue/" + (method.equals("reply") ? "replies" : "news");
    try (SockJsStomp asking = anonymous("one-" + method);
        StompSocket other = anonymous()) {
      asking.subscribe("1", queue);
      other.subscribe("1", queue);

      asking.send("SEND\ndestination:/app/" + method + "\n\nhello");

      Received answer = asking.read();
      assertThat(answer.body()).isEqualTo("hello");
      assertThat(answer.header("destination")).isEqualTo(queue);
      other.send("SEND\ndestination:/topic/nothing\nreceipt:r\n\n");
      assertThat(other.read().header("receipt-id")).isEqualTo("r");
    }
  }

  /// Whose id is its user's name has a user all the same.
  @ParameterizedTest
  @ValueSource(strings = {"all", "one", "reply"})
  void areNotForAUserWhoseSessionIsCalledLikeIt(String method) throws IOException {
    String user = "user-" + method;
    String queue = "/user/queue/" + (method.equals("reply") ? "replies" : "news");
    SockJsHttp session = SockJsHttp.sessionOfId(user, server.port());
    try (SockJsStomp stomp = SockJsStomp.connect(session, SockJsTransport.WEBSOCKET, user)) {
      stomp.subscribe("1", queue);

      stomp.send("SEND\ndestination:/app/" + method + "\n\nhello");

      assertThat(stomp.read().body()).isEqualTo("hello");
    }
  }

  @Test
  void areItsRefusals() throws IOException {
    try (StompSocket stomp = anonymous()) {
      stomp.subscribe("e", "/user/queue/errors");

      stomp.send("SEND\ndestination:/app/refuse\nreceipt:r\n\nx");

      assertThat(stomp.read().headers())
          .containsEntry("code", "limit-reached")
          .containsEntry("receipt-id", "r");
    }
  }

  private static StompSocket anonymous() throws IOException {
    StompSocket stomp = StompSocket.open(server.port());
    stomp.send("CONNECT\naccept-version:1.2\nhost:localhost\n\n");
    assertThat(stomp.read().command()).isEqualTo("CONNECTED");
    return stomp;
  }

  /// A session without a user whose id is that word.
  private static SockJsStomp anonymous(String id) throws IOException {
    SockJsHttp session = SockJsHttp.sessionOfId(id, server.port());
    SockJsStomp stomp = SockJsStomp.begin(session, SockJsTransport.WEBSOCKET);
    assertThat(stomp.frame()).isEqualTo("o");
    stomp.send("CONNECT\naccept-version:1.2\nhost:localhost\n\n");
    assertThat(stomp.read().header("session")).isEqualTo(id);
    return stomp;
  }
}
