package io.switchboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.SignIn;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorControllerTests {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
    HTTP.close();
  }

  @Test
  void revokesAUser() throws IOException, InterruptedException {
    try (StompSocket mallory = StompSocket.connect(server.port(), "mallory")) {
      HttpResponse<String> answer = revoke(operator(), "{\"user\":\"mallory\"}");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"closed\":1}");
      assertThat(mallory.readClose().closeCode()).isEqualTo(4401);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"user\":\"a\",\"token\":\"b\"}", "[]", "", "null", "{\"user\":7"})
  void refusesWhatIsNoRevocation(String body) throws IOException, InterruptedException {
    HttpResponse<String> answer = revoke(operator(), body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).doesNotContain("Exception", "tools.jackson", "io.switchboard");
  }

  @Test
  void explainsThePolicyOfAChannel() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(request("/api/v1/policies/rooms.lobby").header("Authorization", operator()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("rooms", "rooms.*", "authenticated", "nobody");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  @Test
  void isForOperatorsOnly() throws IOException, InterruptedException {
    String user = "Bearer " + TestServer.token("alice");

    assertThat(revoke(user, "{\"user\":\"bob\"}").statusCode()).isEqualTo(403);
    assertThat(
            send(request("/api/v1/policies/rooms.lobby").header("Authorization", user))
                .statusCode())
        .isEqualTo(403);
    HttpResponse<String> nobody = send(request("/api/v1/policies/rooms.lobby"));
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
                + "\"detail\":\"This needs a valid token, API key or sign-in.\"}");
    assertThat(revoke("Bearer forged", "{\"user\":\"bob\"}").statusCode()).isEqualTo(401);
  }

  /// A cookie alone, as a page of somebody else's would send it.
  @Test
  void takesNoPostOfACookieWithoutItsToken() throws IOException, InterruptedException {
    String cookie = SignIn.cookie(server.port(), "alice");

    HttpResponse<String> answer =
        send(
            request("/api/v1/revocations")
                .header("Cookie", cookie)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"user\":\"bob\"}")));

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  private static HttpResponse<String> revoke(String authorization, String body)
      throws IOException, InterruptedException {
    return send(
        request("/api/v1/revocations")
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static String operator() {
    return "Bearer "
        + TestServer.token(
            "olga", Instant.now().plusSeconds(60), Map.of("roles", List.of("OPERATOR")));
  }
}
