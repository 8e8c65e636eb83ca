package io.switchboard.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// An application that takes tokens and has no chain of its own: what Boot alone does for its paths
/// is done with the library, too.
class HostPathsTests {

  private static TestServer server;

  @RestController
  static class Resources {

    @GetMapping("/me")
    String me(Principal user) {
      return user.getName();
    }

    @GetMapping({"/echo", "/echo/{words}"})
    String echo() {
      return "an echo of the application's";
    }

    @GetMapping("/api/v1/policies/{id}")
    Map<String, String> policy(@PathVariable String id) {
      return Map.of("insurance", id);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Issuer {

    @Bean
    JwtDecoder applicationTokens() {
      byte[] secret = TestServer.SECRET.getBytes(StandardCharsets.UTF_8);
      return NimbusJwtDecoder.withSecretKey(new SecretKeySpec(secret, "HmacSHA256")).build();
    }
  }

  @BeforeAll
  static void start() {
    server =
        TestServer.startHost(
            new Class<?>[] {Host.class, Resources.class, Issuer.class},
            "switchboard.limits.handshakes-per-address=1",
            "switchboard.limits.handshake-burst=1");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void takeTheApplicationsTokens() throws IOException {
    HttpResponse<String> answer = get("/me");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("alice");
  }

  @Test
  void askForATokenAsBootDoes() throws IOException {
    HttpResponse<String> answer = SockJsHttp.get(server.port(), "/me");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(scheme -> assertThat(scheme).startsWith("Bearer"));
  }

  @Test
  void areNotTakenByTheApiForOperators() throws IOException {
    assertThat(get("/api/v1/policies/42").body()).isEqualTo("{\"insurance\":\"42\"}");
    assertThat(get("/api/v1/revocations").statusCode()).isEqualTo(404);
  }

  @Test
  void haveNoLimitsWhereThereIsNoEchoOfOurs() throws IOException {
    for (String path : List.of("/echo", "/echo", "/echo", "/echo/%68ello", "/echo/%68ello")) {
      assertThat(get(path).body()).isEqualTo("an echo of the application's");
    }
  }

  @Test
  void leaveTheEndpointsOpenToClients() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("a", "/topic/rooms.lobby");
      alice.publish("/topic/rooms.lobby", "Hello");

      assertThat(alice.read().body()).isEqualTo("Hello");
    }
  }

  private static HttpResponse<String> get(String path) throws IOException {
    String token = "Bearer " + TestServer.token("alice");
    return SockJsHttp.get(server.port(), path, "Authorization", token);
  }
}
