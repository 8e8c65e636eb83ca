package io.switchboard.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/// Endpoints that an application registers as it would with Spring's broker: our handler serves
/// them.
class OwnEndpointTests {

  private static TestServer server;

  @Configuration(proxyBeanMethods = false)
  static class Endpoints implements WebSocketMessageBrokerConfigurer {

    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
      registry.addEndpoint("/own");
      registry.addEndpoint("/own-sockjs").withSockJS();
    }

    @Override
    public void configureMessageBroker(MessageBrokerRegistry registry) {
      registry.setApplicationDestinationPrefixes("/svc");
    }

    @Bean
    SecurityFilterChain openSecurity(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
          .csrf(AbstractHttpConfigurer::disable)
          .build();
    }
  }

  @BeforeAll
  static void start() {
    server = TestServer.startHost(new Class<?>[] {Host.class, Endpoints.class, Greetings.class});
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void meetTheClientsOfOurs() throws IOException {
    try (StompSocket alice = own("alice");
        StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      alice.subscribe("a", "/topic/rooms.lobby");
      bob.subscribe("b", "/topic/rooms.lobby");

      alice.publish("/topic/rooms.lobby", "Hello");

      assertThat(alice.read().body()).isEqualTo("Hello");
      Received message = bob.read();
      assertThat(message.body()).isEqualTo("Hello");
      assertThat(message.header("publisher")).isEqualTo("alice");
    }
  }

  @Test
  void haveControllersUnderThePrefixOfTheApplication() throws IOException {
    try (StompSocket alice = own("alice")) {
      alice.subscribe("n", "/user/queue/replies");

      alice.send("SEND\ndestination:/svc/reply\nreceipt:r\n\nHello");

      List<Received> answers = frames(alice.webSocket(), 2);
      assertThat(answers.getFirst().body()).isEqualTo("Hello");
      assertThat(answers.getLast().header("receipt-id")).isEqualTo("r");
    }
  }

  @Test
  void refuseAndCloseAsOursDo() throws IOException {
    try (StompSocket nobody = new StompSocket(RawWebSocket.open(server.port(), "/own"))) {
      nobody.send("CONNECT\naccept-version:1.2\nhost:localhost\n\n");

      assertThat(nobody.read().header("code")).isEqualTo("unauthenticated");
      assertThat(nobody.readClose().closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void carryTheLargestMessageThatIsAllowed() throws IOException {
    String text = "x".repeat(64 * 1024);
    try (StompSocket alice = own("alice")) {
      alice.subscribe("a", "/topic/rooms.lobby");

      alice.publish("/topic/rooms.lobby", text);

      assertThat(message(alice.webSocket())).endsWith("\n\n" + text + "\0");
    }
  }

  @Test
  void carryManyMessagesInTheirOrder() throws IOException {
    try (StompSocket alice = own("alice")) {
      alice.subscribe("a", "/topic/rooms.lobby");
      try (StompSocket bob = StompSocket.connect(server.port(), "bob")) {
        for (int i = 0; i < 500; i++) {
          bob.publish("/topic/rooms.lobby", Integer.toString(i));
        }

        assertThat(frames(alice.webSocket(), 500))
            .extracting(Received::body)
            .containsExactlyElementsOf(
                IntStream.range(0, 500).mapToObj(Integer::toString).toList());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "WEBSOCKET", mode = EnumSource.Mode.EXCLUDE)
  void speakSockJs(SockJsTransport transport) throws IOException {
    SockJsHttp session = SockJsHttp.sessionOf("/own-sockjs", server.port());
    try (SockJsStomp alice = SockJsStomp.connect(session, transport, "alice")) {
      alice.subscribe("a", "/topic/rooms.lobby");

      alice.send("SEND\ndestination:/topic/rooms.lobby\n\nHello");

      assertThat(alice.read().body()).isEqualTo("Hello");
    }
  }

  @Test
  void speakSockJsOverWebSocket() throws IOException {
    String path = SockJsHttp.sessionOf("/own-sockjs", server.port()).path() + "/websocket";
    try (RawWebSocket webSocket = RawWebSocket.open(server.port(), path)) {
      assertThat(webSocket.read().text()).isEqualTo("o");

      webSocket.text(SockJsStomp.messages(SockJsStomp.connectFrame("alice")));

      assertThat(webSocket.read().text()).startsWith("a[\"CONNECTED");
    }
  }

  private static StompSocket own(String user) throws IOException {
    StompSocket stomp = new StompSocket(RawWebSocket.open(server.port(), "/own"));
    stomp.send(SockJsStomp.connectFrame(user));
    assertThat(stomp.read().command()).isEqualTo("CONNECTED");
    return stomp;
  }

  /// In fragments where it is large: Jetty writes here in its own way.
  private static String message(RawWebSocket webSocket) throws IOException {
    RawWebSocket.Frame frame = webSocket.read();
    StringBuilder message = new StringBuilder(frame.text());
    while (!frame.fin()) {
      frame = webSocket.read();
      message.append(frame.text());
    }
    return message.toString();
  }

  /// Several STOMP frames may come in one WebSocket message here.
  private static List<Received> frames(RawWebSocket webSocket, int count) throws IOException {
    List<Received> frames = new ArrayList<>();
    while (frames.size() < count) {
      for (String frame : message(webSocket).split("(?<=\0)", -1)) {
        if (!frame.isBlank()) {
          frames.add(StompSocket.parse(frame.getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
    return frames;
  }
}
