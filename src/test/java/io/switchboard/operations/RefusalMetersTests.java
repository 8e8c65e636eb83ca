package io.switchboard.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.broker.RefusalLog;
import io.switchboard.protocol.RefusalCode;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@ExtendWith(OutputCaptureExtension.class)
class RefusalMetersTests {

  @Test
  void countWhatWasRefusedAndClosedByItsCode(CapturedOutput output) throws IOException {
    try (TestServer server = TestServer.start();
        StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      MeterRegistry registry = new SimpleMeterRegistry();
      new RefusalMeters(server.bean(RefusalLog.class)).bindTo(registry);
      alice.subscribe("e", "/user/queue/errors");

      alice.send("SEND\ndestination:/else\\nwhere\nreceipt:1\\nforged code=none\n\n");
      alice.read();
      alice.send("NONSENSE\n\n");
      alice.read();
      alice.readClose();

      assertThat(count(registry, "refusals", "bad-header")).isEqualTo(1);
      assertThat(count(registry, "refusals", "unknown-command")).isEqualTo(1);
      assertThat(count(registry, "closes", "4400")).isEqualTo(1);
      assertThat(output.getOut().lines().filter(line -> line.contains("refused code=")))
          .hasSize(2)
          .allMatch(line -> line.contains("user=\"alice\""));
      assertThat(output).doesNotContain("\nforged");
    }
  }

  @Test
  void writeFewLinesHoweverMuchIsRefused(CapturedOutput output) throws IOException {
    try (TestServer server = TestServer.start();
        StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("e", "/user/queue/errors");

      for (int i = 0; i < 500; i++) {
        alice.send("SEND\ndestination:/elsewhere\n\n");
      }
      for (int i = 0; i < 500; i++) {
        alice.read();
      }

      long lines = output.getOut().lines().filter(line -> line.contains("refused code=")).count();
      assertThat(lines).isBetween(10L, 250L);
      assertThat(server.bean(RefusalLog.class).counts())
          .anySatisfy((code, count) -> assertThat(count.sum()).isEqualTo(500));
    }
  }

  @Test
  void countRequestsThatNeverBecameConnections(CapturedOutput output) throws IOException {
    try (TestServer server = TestServer.start()) {
      MeterRegistry registry = new SimpleMeterRegistry();
      new RefusalMeters(server.bean(RefusalLog.class)).bindTo(registry);
      int port = server.port();
      String expired = TestServer.token("alice", Instant.now().minusSeconds(5));
      String api = "/api/v1/policies/rooms.lobby";

      assertThat(status(port, "/sockjs/info?key=secret", "Origin", "https://evil.example"))
          .isEqualTo(403);
      assertThat(status(port, "/sockjs/0/a/eventsource", "Authorization", "Bearer forged"))
          .isEqualTo(401);
      assertThat(status(port, "/sockjs/0/b/eventsource", "Authorization", "Bearer " + expired))
          .isEqualTo(401);
      assertThat(status(port, api)).isEqualTo(401);
      assertThat(status(port, api, "Authorization", "Bearer " + TestServer.token("alice")))
          .isEqualTo(403);

      assertThat(count(registry, "refusals", "forbidden")).isEqualTo(2);
      assertThat(count(registry, "refusals", "unauthenticated")).isEqualTo(2);
      assertThat(count(registry, "refusals", "token-expired")).isEqualTo(1);
      assertThat(output.getOut().lines().filter(line -> line.contains("refused code=")))
          .hasSize(5)
          .allMatch(line -> line.contains(" address=\"127.0.0.1\" "))
          .anyMatch(line ->
              line.contains(" code=forbidden ")
                  && line.contains(" request=\"GET /sockjs/info\" ")
                  && line.contains("detail=\"Pages of https://evil.example may not connect to "))
          .anyMatch(line -> line.contains(" request=\"GET " + api + "\" "))
          .anyMatch(line -> line.contains(" request=\"GET /sockjs/0/.../eventsource\" "));
      assertThat(output).doesNotContain("secret", "forged", expired);
    }
  }

  /// Where an application's own chain has taken the paths of the API over.
  @Test
  void countWhoIsNoOperatorWhicheverChainFindsOut(CapturedOutput output) throws IOException {
    try (TestServer server = TestServer.startWith(new Class<?>[] {Open.class})) {
      assertThat(status(server.port(), "/api/v1/policies/rooms.lobby")).isEqualTo(401);

      assertThat(server.bean(RefusalLog.class).counts().get(RefusalCode.UNAUTHENTICATED))
          .hasToString("1");
      assertThat(output.getOut().lines().filter(line -> line.contains("refused code="))).hasSize(1);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Open {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain api(HttpSecurity http) throws Exception {
      return http.securityMatcher("/api/**")
          .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
          .build();
    }
  }

  private static int status(int port, String path, String... headers) throws IOException {
    return SockJsHttp.get(port, path, headers).statusCode();
  }

  private static double count(MeterRegistry registry, String meter, String code) {
    return registry.get("switchboard." + meter).tag("code", code).functionCounter().count();
  }
}
