package io.switchboard.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.security.Revocations;
import io.switchboard.testing.DemoToken;
import io.switchboard.testing.SignIn;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tokens that the demo gives to whoever signed in.
class DemoTokensTests {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final String DEMO = "spring.profiles.active=demo";

  private static TestServer demo;

  @BeforeAll
  static void start() {
    demo = TestServer.start(DEMO);
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  @Test
  void letsAProgramConnectAsWhoSignedIn() throws Exception {
    assertConnects(demo, "bob");
  }

  /// None was configured, so nobody else can make a token.
  @Test
  void makesUpASecretOfItsOwn() throws Exception {
    try (TestServer server = TestServer.startWithoutSecret(DEMO)) {
      assertConnects(server, "carol");
      try (StompSocket forged = StompSocket.open(server.port())) {
        forged.send(connect(TestServer.token("carol")));
        assertThat(forged.read().command()).isEqualTo("ERROR");
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"HS256", "HS384", "HS512"})
  void signsAsTheConfigurationAsksFor(String algorithm) throws Exception {
    try (TestServer server =
        TestServer.start(
            DEMO,
            "switchboard.auth.jwt.secret=" + "a secret of 64 bytes".repeat(4),
            "switchboard.auth.jwt.algorithms=" + algorithm,
            "switchboard.auth.jwt.issuer=https://id.example.com",
            "switchboard.auth.jwt.audiences=switchboard",
            "switchboard.auth.jwt.max-lifetime=10m")) {
      JsonNode issued = assertConnects(server, "alice");
      assertThat(Instant.parse(issued.path("expires").asString()))
          .isBefore(Instant.now().plus(Duration.ofMinutes(10)))
          .isEqualTo(Instant.parse(issued.path("issued").asString()).plus(Duration.ofMinutes(10)));
    }
  }

  @Test
  void givesNoneToWhoDoesNotShowThePagesCsrfToken() throws Exception {
    String cookie = SignIn.cookie(demo.port(), "alice");

    assertThat(post(demo, "Cookie", cookie).statusCode()).isEqualTo(403);
    assertThat(post(demo, "Cookie", cookie, "X-CSRF-TOKEN", "guessed").statusCode()).isEqualTo(403);
    assertThat(get(demo, "/demo/token", "Cookie", cookie).statusCode()).isEqualTo(405);
  }

  @Test
  void givesNoneToWhoseSignInWasRevoked() throws Exception {
    String cookie = SignIn.cookie(demo.port(), "carol");
    String csrf = DemoToken.csrf(demo.port(), cookie);

    demo.bean(Revocations.class).revokeUser("carol");

    assertThat(post(demo, "Cookie", cookie, "X-CSRF-TOKEN", csrf).statusCode()).isEqualTo(401);
  }

  @Test
  void givesNoneToStrangers() throws Exception {
    assertThat(post(demo, "X-None", "").statusCode()).isEqualTo(403);
  }

  @Test
  void givesNoneWhereAnIdentityProviderDoes() throws Exception {
    try (TestServer server =
        TestServer.start(
            DEMO,
            "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://127.0.0.1:1/keys")) {
      String cookie = SignIn.cookie(server.port(), "alice");

      assertThat(
              post(server, "Cookie", cookie, "X-CSRF-TOKEN", DemoToken.csrf(server.port(), cookie))
                  .statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void givesNoneInEarnest() {
    try (TestServer server = TestServer.start()) {
      assertThatThrownBy(() -> server.bean(TokenController.class))
          .isInstanceOf(NoSuchBeanDefinitionException.class);
    }
  }

  private static JsonNode assertConnects(TestServer server, String user) throws Exception {
    String cookie = SignIn.cookie(server.port(), user);
    HttpResponse<String> answer =
        post(server, "Cookie", cookie, "X-CSRF-TOKEN", DemoToken.csrf(server.port(), cookie));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    JsonNode issued = JsonMapper.shared().readTree(answer.body());
    try (StompSocket program = StompSocket.open(server.port())) {
      program.send(connect(issued.path("token").asString()));
      Received connected = program.read();
      assertThat(connected.command()).as(connected.toString()).isEqualTo("CONNECTED");
      assertThat(connected.header("user-name")).isEqualTo(user);
    }
    return issued;
  }

  private static String connect(String token) {
    return "CONNECT\naccept-version:1.2\nAuthorization:Bearer " + token + "\n\n";
  }

  private static HttpResponse<String> get(TestServer server, String path, String... headers)
      throws Exception {
    return HTTP.send(request(server, path).headers(headers).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(TestServer server, String... headers)
      throws IOException, InterruptedException {
    return HTTP.send(
        request(server, "/demo/token").POST(BodyPublishers.noBody()).headers(headers).build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(TestServer server, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }
}
