package io.switchboard.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import io.switchboard.security.AddressInterceptor;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SignIn;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Principal;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.annotation.SendToUser;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/// What handshakes bring and may not exceed at endpoints that an application registers.
class OwnEndpointHandshakeTests {

  private static TestServer server;

  @Configuration(proxyBeanMethods = false)
  static class Endpoints implements WebSocketMessageBrokerConfigurer {

    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
      registry.addEndpoint("/own");
      registry.addEndpoint("/own-sockjs", "/old-sockjs").withSockJS();
      registry.addEndpoint("/renamed").setHandshakeHandler(new Renaming());
    }

    @Bean
    SecurityFilterChain loginSecurity(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
          .formLogin(withDefaults())
          .csrf(csrf -> csrf.ignoringRequestMatchers("/logout", "/own-sockjs/**"))
          .build();
    }
  }

  /// Gives users names of its own.
  static class Renaming extends DefaultHandshakeHandler {

    @Override
    protected Principal determineUser(
        ServerHttpRequest request, WebSocketHandler handler, Map<String, Object> attributes) {
      return () -> "bob";
    }
  }

  @Controller
  static class Addresses {

    @MessageMapping("address")
    @SendToUser("/queue/replies")
    String address(SimpMessageHeaderAccessor headers) {
      Map<String, Object> attributes = headers.getSessionAttributes();
      return attributes == null ? "" : "" + attributes.get(AddressInterceptor.ADDRESS);
    }
  }

  @BeforeAll
  static void start() {
    server =
        TestServer.startHost(
            new Class<?>[] {Host.class, Endpoints.class, Addresses.class},
            "spring.security.user.name=alice",
            "spring.security.user.password=alice",
            "switchboard.trusted-proxies=127.0.0.1",
            "switchboard.limits.sessions-per-address=1");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/own, 192.0.2.11",
    "/own-sockjs/websocket, 192.0.2.12",
    "/old-sockjs/websocket, 192.0.2.13",
  })
  void endWithTheSignIn(String path, String address) throws IOException, InterruptedException {
    String cookie = SignIn.cookie(server.port(), "alice");
    try (StompSocket alice = connect(path, address, cookie)) {
      signOut(cookie);

      RawWebSocket.Frame close = alice.readClose();
      assertThat(close.closeCode()).isEqualTo(4401);
      assertThat(close.closeReason()).isEqualTo("signed out");
    }
  }

  @Test
  void leaveTheNameToTheApplication() throws IOException, InterruptedException {
    String cookie = SignIn.cookie(server.port(), "alice");
    try (StompSocket renamed = connect("/renamed", "192.0.2.2", cookie)) {
      renamed.subscribe("a", "/topic/rooms.lobby");

      renamed.publish("/topic/rooms.lobby", "Hello");

      assertThat(renamed.read().header("publisher")).isEqualTo("bob");
    }
  }

  @Test
  void keepTheAddress() throws IOException, InterruptedException {
    String cookie = SignIn.cookie(server.port(), "alice");
    try (StompSocket alice = connect("/own", "192.0.2.3", cookie)) {
      alice.subscribe("r", "/user/queue/replies");

      alice.send("SEND\ndestination:/app/address\n\n");

      assertThat(alice.read().body()).isEqualTo("192.0.2.3");
    }
  }

  @Test
  void countForTheirAddress() throws IOException, InterruptedException {
    String cookie = SignIn.cookie(server.port(), "alice");
    try (StompSocket first = connect("/own", "192.0.2.4", cookie);
        StompSocket other = connect("/own", "192.0.2.5", cookie)) {
      first.subscribe("a", "/topic/rooms.lobby");
      other.subscribe("a", "/topic/rooms.lobby");

      HttpResponse<String> refused =
          SockJsHttp.get(server.port(), "/own", "X-Forwarded-For", "192.0.2.4");

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(
              SockJsHttp.get(
                      server.port(),
                      "/own-sockjs/000/abc/eventsource",
                      "X-Forwarded-For",
                      "192.0.2.4")
                  .statusCode())
          .isEqualTo(429);
    }
  }

  private static StompSocket connect(String path, String address, String cookie)
      throws IOException {
    StompSocket client =
        new StompSocket(
            RawWebSocket.open(
                server.port(),
                path,
                "Cookie: " + cookie,
                "X-Forwarded-For: " + address,
                "Origin: http://localhost:" + server.port()));
    client.send("CONNECT\naccept-version:1.2\n\n");
    assertThat(client.read().command()).isEqualTo("CONNECTED");
    return client;
  }

  private static void signOut(String cookie) throws IOException, InterruptedException {
    URI logout = URI.create("http://127.0.0.1:" + server.port() + "/logout");
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest post =
          HttpRequest.newBuilder(logout)
              .header("Cookie", cookie)
              .POST(BodyPublishers.noBody())
              .build();
      http.send(post, BodyHandlers.ofString());
    }
  }
}
