package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/// The guard stands before the endpoints themselves, also where an application's chain has taken
/// their paths over.
class OriginGuardTests {

  @Configuration(proxyBeanMethods = false)
  static class OwnChain {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain endpoints(HttpSecurity http) throws Exception {
      return http.securityMatcher("/ws", "/sockjs/**", "/own/**")
          .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
          .csrf(AbstractHttpConfigurer::disable)
          .build();
    }
  }

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.startWith(
            new Class<?>[] {OwnChain.class}, "switchboard.allowed-origins=https://app.example.com");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void refusesForeignPages() throws IOException {
    for (String path : new String[] {"/ws", "/sockjs/info", "/sockjs/000/a/websocket"}) {
      HttpResponse<String> answer =
          SockJsHttp.get(server.port(), path, "Origin", "https://evil.example");

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).startsWith("Pages of https://evil.example may not connect to ");
    }
  }

  @Test
  void refusesForeignPreflights() throws IOException {
    assertThat(preflight("https://evil.example").statusCode()).isEqualTo(403);
  }

  @Test
  void letsListedPagesIn() throws IOException {
    String listed = "https://app.example.com";

    assertThat(SockJsHttp.get(server.port(), "/sockjs/info", "Origin", listed).headers().map())
        .containsKey("access-control-allow-origin");
    RawWebSocket.open(server.port(), "/ws", "Origin: " + listed).close();
    assertThat(preflight(listed).statusCode()).isEqualTo(204);
  }

  private static HttpResponse<String> preflight(String origin) throws IOException {
    return SockJsHttp.send(
        server.port(),
        "OPTIONS",
        "/sockjs/000/a/xhr",
        "Origin",
        origin,
        "Access-Control-Request-Method",
        "POST");
  }
}
