package io.switchboard.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/// The operators' API is for operators only, whatever chain an application put before ours.
class OperatorApiTests {

  private static final String REVOCATIONS = "/api/v1/revocations";

  private static final String POLICIES = "/api/v1/policies/rooms.lobby";

  private static final String REVOCATION = "{\"user\":\"mallory\"}";

  @Configuration(proxyBeanMethods = false)
  static class Users {

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          user("alice", "USER"), user("olga", "OPERATOR"), user("anna", "ADMIN"));
    }

    private static UserDetails user(String name, String role) {
      return User.withUsername(name).password("{noop}" + name).roles(role).build();
    }

    @Bean
    RoleHierarchy roles() {
      return RoleHierarchyImpl.fromHierarchy("ROLE_ADMIN > ROLE_OPERATOR");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class ChainBeforeOurs {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain firstSecurity(HttpSecurity http) throws Exception {
      return http.securityMatcher("/api/**")
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .httpBasic(withDefaults())
          .csrf(AbstractHttpConfigurer::disable)
          .build();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OpenChainBeforeOurs {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain firstSecurity(HttpSecurity http) throws Exception {
      return http.securityMatcher("/api/**")
          .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
          .csrf(AbstractHttpConfigurer::disable)
          .build();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class NoChain {

    @Bean
    WebSecurityCustomizer ignoring() {
      return web -> web.ignoring().requestMatchers("/api/**");
    }
  }

  @Test
  void staysClosedBehindAChainForEverybody() throws IOException, InterruptedException {
    try (TestServer server = start(ChainBeforeOurs.class)) {
      HttpResponse<String> refused = post(server, "alice", REVOCATION);

      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(refused.body()).contains("This is not allowed for you.");
      assertThat(get(server, "alice").statusCode()).isEqualTo(403);
      assertThat(post(server, "alice", "no json").statusCode()).isEqualTo(403);
      assertThat(post(server, "olga", REVOCATION).statusCode()).isEqualTo(200);
      assertThat(get(server, "olga").statusCode()).isEqualTo(200);
      assertThat(get(server, "anna").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void staysClosedBehindAChainThatAsksNobody() throws IOException, InterruptedException {
    try (TestServer server = start(OpenChainBeforeOurs.class)) {
      assertClosed(server);
    }
  }

  @Test
  void staysClosedWithoutAnyChain() throws IOException, InterruptedException {
    try (TestServer server = start(NoChain.class)) {
      assertClosed(server);
    }
  }

  @Test
  void isNotThereWhereItIsSwitchedOff() throws IOException, InterruptedException {
    try (TestServer server = start(ChainBeforeOurs.class, "switchboard.api.enabled=false")) {
      assertThat(post(server, "olga", REVOCATION).statusCode()).isEqualTo(404);
      assertThat(get(server, "olga").statusCode()).isEqualTo(404);
    }
  }

  private static void assertClosed(TestServer server) throws IOException, InterruptedException {
    HttpResponse<String> refused = post(server, null, REVOCATION);

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(get(server, null).statusCode()).isEqualTo(401);
  }

  private static TestServer start(Class<?> chain, String... properties) {
    List<String> all = new ArrayList<>(List.of("switchboard.api.enabled=true"));
    all.addAll(List.of(properties));
    return TestServer.startHost(
        new Class<?>[] {Host.class, Users.class, chain}, all.toArray(String[]::new));
  }

  private static HttpResponse<String> post(TestServer server, @Nullable String user, String body)
      throws IOException, InterruptedException {
    return send(
        request(server, user, REVOCATIONS)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> get(TestServer server, @Nullable String user)
      throws IOException, InterruptedException {
    return send(request(server, user, POLICIES));
  }

  private static HttpRequest.Builder request(
      TestServer server, @Nullable String user, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (user != null) {
      byte[] login = (user + ":" + user).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
    return request;
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }
}
