package io.switchboard.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/// An application's own interceptor between its clients and the broker.
class ChannelInterceptorTests {

  private static TestServer server;

  /// Does what the header `please` of a frame asks for.
  @Component
  static class Interceptor implements WebSocketMessageBrokerConfigurer, ChannelInterceptor {

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Override
    public void configureClientInboundChannel(ChannelRegistration registration) {
      registration.interceptors(this);
    }

    @Override
    public @Nullable Message<?> preSend(Message<?> message, MessageChannel channel) {
      StompHeaderAccessor frame =
          Objects.requireNonNull(
              MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class));
      Principal user = frame.getUser();
      seen.add(frame.getCommand() + " " + (user == null ? "nobody" : user.getName()));
      assertThat(frame.getFirstNativeHeader("Authorization")).isNull();
      return switch (String.valueOf(frame.getFirstNativeHeader("please"))) {
        case "swallow" -> null;
        case "deny" -> throw new AccessDeniedException("hunter2");
        case "throw" -> throw new IllegalStateException("hunter2");
        case "rename" -> renamed(message, frame);
        default -> message;
      };
    }

    private static Message<?> renamed(Message<?> message, StompHeaderAccessor frame) {
      frame.setUser(() -> "renamed");
      return message;
    }
  }

  @BeforeAll
  static void start() {
    server = TestServer.startHost(new Class<?>[] {Host.class, Greetings.class, Interceptor.class});
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void seesEveryFrameWithItsUserAndWithoutItsToken() throws IOException {
    List<String> seen = server.bean(Interceptor.class).seen;
    try (StompSocket zoe = connect("zoe")) {
      zoe.subscribe("a", "/topic/rooms.lobby");
      zoe.send("SEND\ndestination:/topic/rooms.lobby\n\nx");
      zoe.read();
      zoe.send("UNSUBSCRIBE\nid:a\nreceipt:u\n\n");
      zoe.read();
      zoe.send("DISCONNECT\nreceipt:d\n\n");
      zoe.read();

      assertThat(seen.stream().filter(line -> line.endsWith(" zoe")))
          .startsWith(
              "CONNECT zoe", "SUBSCRIBE zoe", "SEND zoe", "UNSUBSCRIBE zoe", "DISCONNECT zoe");
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"deny, forbidden, 1008", "throw, application-error, 1011"})
  void refusesByThrowing(String please, String code, int closeCode) throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("e", "/user/queue/errors");

      alice.send("SEND\ndestination:/app/reply\nreceipt:r1\nplease:" + please + "\n\nx");
      alice.send("SUBSCRIBE\nid:s\ndestination:/topic/a\nreceipt:r2\nplease:" + please + "\n\n");

      Received ofSend = alice.read();
      assertThat(ofSend.headers()).containsEntry("code", code).containsEntry("receipt-id", "r1");
      assertThat(ofSend.body()).doesNotContain("hunter2");
      assertThat(alice.read().headers())
          .containsEntry("code", code)
          .containsEntry("receipt-id", "r2")
          .containsEntry("subscription-id", "s");
      alice.send("UNSUBSCRIBE\nid:e\nreceipt:r3\n\n");
      assertThat(alice.read().header("receipt-id")).isEqualTo("r3");
      alice.send("SEND\ndestination:/topic/a\nplease:" + please + "\n\nx");
      assertThat(alice.read().headers()).containsEntry("code", code);
      assertThat(alice.readClose().closeCode()).isEqualTo(closeCode);
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "deny, forbidden, 1008",
    "throw, application-error, 1011",
    "swallow, forbidden, 1008"
  })
  void refusesAConnection(String please, String code, int closeCode) throws IOException {
    try (StompSocket alice = StompSocket.open(server.port());
        StompSocket bob = connect("bob")) {
      bob.subscribe("b", "/topic/rooms.lobby");
      alice.send(
          "CONNECT\naccept-version:1.2\nhost:localhost\nplease:"
              + please
              + "\nAuthorization:Bearer "
              + TestServer.token("alice")
              + "\n\n");
      alice.publish("/topic/rooms.lobby", "from nobody");

      Received error = alice.read();
      assertThat(error.command()).isEqualTo("ERROR");
      assertThat(error.header("code")).isEqualTo(code);
      assertThat(error.headers() + error.body()).doesNotContain("hunter2");
      assertThat(alice.readClose().closeCode()).isEqualTo(closeCode);
      bob.send("SEND\ndestination:/topic/nothing\nreceipt:r\n\n");
      assertThat(bob.read().header("receipt-id")).isEqualTo("r");
    }
  }

  @Test
  void swallowsAFrameWithoutAWord() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("a", "/topic/rooms.lobby");

      alice.send("SEND\ndestination:/topic/rooms.lobby\nreceipt:r1\nplease:swallow\n\nx");
      alice.send("SUBSCRIBE\nid:s\ndestination:/topic/b\nreceipt:r2\nplease:swallow\n\n");
      alice.send("SEND\ndestination:/topic/rooms.lobby\n\ny");

      assertThat(alice.read().body()).isEqualTo("y");
      assertThat(server.bean(SwitchboardBroker.class).subscriptions()).isPositive();
    }
  }

  @Test
  void maySayWhoItIs() throws IOException {
    try (StompSocket renamed = connect("alice", "accept-version:1.2", "please:rename")) {
      renamed.subscribe("n", "/user/queue/replies");

      renamed.publish("/app/tell.renamed", "for the new name");

      assertThat(renamed.read().body()).isEqualTo("for the new name");
    }
  }

  private static StompSocket connect(String user, String... headers) throws IOException {
    return headers.length == 0
        ? StompSocket.connect(server.port(), user)
        : StompSocket.connect(server.port(), user, headers);
  }
}
