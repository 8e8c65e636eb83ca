package io.switchboard.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Our endpoints are governed by our chain and nothing else of an application is.
class HostSecurityTests {

  private static final String LIBRARY = "/webjars/sockjs-client/sockjs.min.js";

  private static final String[] USER = {
    "spring.security.user.name=alice",
    "spring.security.user.password=alice",
    "switchboard.diagnostics.echo=true"
  };

  private static final String ALICE =
      "Basic " + Base64.getEncoder().encodeToString("alice:alice".getBytes(StandardCharsets.UTF_8));

  /// Pages of the application's.
  @RestController
  static class Pages {

    @GetMapping({"/open", "/closed", "/wsx", "/sockjsx"})
    Map<String, String> page() {
      return Map.of("page", "of the application");
    }
  }

  /// A chain for every path, with a sign of its own on its answers.
  @Configuration(proxyBeanMethods = false)
  static class OwnChain {

    @Bean
    SecurityFilterChain applicationSecurity(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(requests ->
              requests.requestMatchers("/open").permitAll().anyRequest().authenticated())
          .httpBasic(withDefaults())
          .headers(headers ->
              headers.addHeaderWriter(
                  (request, response) -> response.setHeader("X-Chain", "application")))
          .build();
    }
  }

  abstract static class Endpoints {

    abstract int port();

    @Test
    void letClientsInWithATokenAlone() throws IOException {
      try (StompSocket alice = StompSocket.connect(port(), "alice");
          SockJsStomp bob = SockJsStomp.connect(port(), SockJsTransport.XHR_STREAMING, "bob")) {
        alice.subscribe("a", "/topic/rooms.lobby");
        bob.send("SEND\ndestination:/topic/rooms.lobby\n\nHello");

        assertThat(alice.read().body()).isEqualTo("Hello");
      }
    }

    @Test
    void knowWhoSignsInWithTheHandshake() throws IOException {
      try (RawWebSocket webSocket = RawWebSocket.open(port(), "/sockjs/websocket");
          StompSocket nobody = new StompSocket(webSocket)) {
        nobody.send("CONNECT\naccept-version:1.2\nhost:localhost\n\n");

        assertThat(nobody.read().header("code")).isEqualTo("unauthenticated");
      }
    }

    @Test
    void echoToAnybody() throws IOException {
      try (RawWebSocket webSocket = RawWebSocket.open(port(), "/echo")) {
        webSocket.text("Hello");

        assertThat(webSocket.read().text()).isEqualTo("Hello");
      }
      assertThat(SockJsHttp.sessionOf("/echo", port()).pollFrame()).isEqualTo("o");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/sockjs", "/sockjs/info", "/sockjs/iframe.html", "/echo/info"})
    void beginNoSession(String path) throws IOException {
      HttpResponse<String> answer = SockJsHttp.get(port(), path);

      assertThat(answer.statusCode()).isIn(200, 400);
      assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
      assertThat(answer.headers().allValues("X-Chain")).isEmpty();
      assertThat(answer.headers().allValues("X-Frame-Options")).containsOnly("SAMEORIGIN");
      assertThat(answer.headers().allValues("X-Content-Type-Options")).containsOnly("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/closed", "/wsx", "/sockjsx", "/ws/x", "/nothing", LIBRARY})
    void doNotOpenOtherPaths(String path) throws IOException {
      assertThat(SockJsHttp.get(port(), path).statusCode()).isEqualTo(401);
    }

    @Test
    void leaveOtherPathsToWhoSignsIn() throws IOException {
      assertThat(SockJsHttp.get(port(), "/closed", "Authorization", ALICE).body())
          .isEqualTo("{\"page\":\"of the application\"}");
      assertThat(SockJsHttp.get(port(), LIBRARY, "Authorization", ALICE).statusCode())
          .isEqualTo(200);
      assertThat(SockJsHttp.get(port(), "/nothing", "Authorization", ALICE).statusCode())
          .isEqualTo(404);
    }
  }

  @Nested
  class OfAnApplicationWithoutAChain extends Endpoints {

    private static TestServer server;

    @BeforeAll
    static void start() {
      server = TestServer.startHost(new Class<?>[] {Host.class, Pages.class}, USER);
    }

    @AfterAll
    static void stop() {
      server.close();
    }

    @Override
    int port() {
      return server.port();
    }

    @Test
    void tellPagesOfTheApplicationWhatSpringSecurityTells() throws IOException {
      HttpResponse<String> page = SockJsHttp.get(port(), "/open", "Authorization", ALICE);

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().map())
          .doesNotContainKeys(
              "content-security-policy",
              "cross-origin-opener-policy",
              "permissions-policy",
              "referrer-policy");
      assertThat(page.headers().allValues("X-Frame-Options")).containsExactly("DENY");
    }

    @Test
    void showBrowsersTheWayToTheLogin() throws IOException {
      HttpResponse<String> answer = SockJsHttp.get(port(), "/open", "Accept", "text/html");

      assertThat(answer.statusCode()).isEqualTo(302);
      assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/login");
    }
  }

  @Nested
  class OfAnApplicationWithItsOwnChain extends Endpoints {

    private static TestServer server;

    @BeforeAll
    static void start() {
      server = TestServer.startHost(new Class<?>[] {Host.class, Pages.class, OwnChain.class}, USER);
    }

    @AfterAll
    static void stop() {
      server.close();
    }

    @Override
    int port() {
      return server.port();
    }

    @Test
    void leaveTheApplicationItsChain() throws IOException {
      HttpResponse<String> open = SockJsHttp.get(port(), "/open");
      HttpResponse<String> closed = SockJsHttp.get(port(), "/closed", "Accept", "text/html");

      assertThat(open.statusCode()).isEqualTo(200);
      assertThat(open.headers().allValues("X-Chain")).containsExactly("application");
      assertThat(closed.statusCode()).isEqualTo(401);
      assertThat(closed.headers().allValues("X-Chain")).containsExactly("application");
    }
  }
}
