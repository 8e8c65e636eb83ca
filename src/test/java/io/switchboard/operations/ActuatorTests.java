package io.switchboard.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.SignIn;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may ask a server how it is, and on which port.
class ActuatorTests {

  private static final String PROMETHEUS = "/actuator/prometheus";

  private static final String OPERATOR = "sbk_an-operators-key-of-the-tests-and-of-nobody";

  private static final String[] KEY = {
    "switchboard.auth.api-keys.ops.hash=sha256:"
        + "7fc0851f3e10ecc6e92640aa1d0934db42c77dabe1c8839b47adcaf5fae5daff",
    "switchboard.auth.api-keys.ops.operator=true"
  };

  @Test
  void tellsMetricsAndHealthToWhoeverReachesTheManagementPort() throws IOException {
    try (TestServer server = TestServer.start("management.server.port=0")) {
      int port = server.managementPort();

      HttpResponse<String> scrape = get(port, PROMETHEUS);
      assertThat(scrape.statusCode()).isEqualTo(200);
      assertThat(scrape.body()).contains("switchboard_sessions_active");
      assertThat(get(port, "/actuator/health").body())
          .isEqualTo("{\"groups\":[\"liveness\",\"readiness\"],\"status\":\"UP\"}");
      assertThat(get(port, "/actuator/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
      assertThat(get(port, "/actuator/health/readiness").body()).isEqualTo("{\"status\":\"UP\"}");
      assertThat(get(port, PROMETHEUS, "Origin", "https://evil.example").statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void hasNothingOfThatOnTheServersPort() throws IOException {
    try (TestServer server = TestServer.start("management.server.port=0")) {
      HttpResponse<String> scrape = get(server.port(), PROMETHEUS);

      assertThat(scrape.statusCode()).isEqualTo(401);
      assertThat(scrape.body()).doesNotContain("switchboard_");
    }
  }

  @Test
  void keepsOtherEndpointsForOperatorsAlsoOnTheManagementPort() throws IOException {
    try (TestServer server =
        TestServer.start(
            KEY[0],
            KEY[1],
            "management.server.port=0",
            "management.endpoints.web.exposure.include=health,prometheus,env")) {
      int port = server.managementPort();

      assertThat(get(port, "/actuator/env").statusCode()).isEqualTo(401);
      assertThat(get(port, "/actuator").statusCode()).isEqualTo(401);
      assertThat(get(port, "/actuator/env", bearer(OPERATOR)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void needsAnOperatorInTheDemoButForHealth() throws Exception {
    try (TestServer server =
        TestServer.start(
            KEY[0], KEY[1], "spring.profiles.active=demo", "management.server.port=")) {
      int port = server.port();
      String alice = SignIn.cookie(port, "alice");

      assertThat(get(port, "/actuator/health").statusCode()).isEqualTo(200);
      assertThat(get(port, "/actuator/health/readiness").statusCode()).isEqualTo(200);
      assertThat(get(port, PROMETHEUS).statusCode()).isEqualTo(401);
      assertThat(get(port, PROMETHEUS, bearer(TestServer.token("alice"))).statusCode())
          .isEqualTo(403);
      assertThat(get(port, PROMETHEUS, "Cookie", alice, "Sec-Fetch-Site", "none").statusCode())
          .isEqualTo(403);
      assertThat(get(port, PROMETHEUS, bearer(OPERATOR)).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/actuator/env", "/actuator/heapdump", "/actuator/loggers", "/actuator/shutdown"})
  void exposesNoMoreThanThat(String path) throws IOException {
    try (TestServer server = TestServer.start(KEY[0], KEY[1], "management.server.port=0")) {
      assertThat(get(server.managementPort(), path, bearer(OPERATOR)).statusCode())
          .isNotEqualTo(200);
    }
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  private static HttpResponse<String> get(int port, String path, String... headers)
      throws IOException {
    return SockJsHttp.get(port, path, headers);
  }
}
