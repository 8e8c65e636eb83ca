package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SignIn;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.stereotype.Controller;

/// What those who were let in may do: all that the documentation prints.
class ChannelMatrixTests {

  private static final String CHANNELS = "Who may use a channel";
  private static final String KEY = "sbk_0123456789abcdef0123456789abcdef";
  private static final String KEY_WITHOUT_GRANT = "sbk_fedcba9876543210fedcba9876543210";
  private static final List<String> ACCESSES =
      List.of("anyone", "authenticated", "granted", "role:TRADER", "nobody", "no policy");
  private static final List<String> WHO =
      List.of(
          "anonymous",
          "cookie",
          "token",
          "token with role",
          "token with grant",
          "token with grant of one",
          "API key",
          "API key with grant");

  private static TestServer server;
  private static String cookie;

  @Controller
  static class Greeter {

    @MessageMapping("greeting")
    void greet() {}

    @SubscribeMapping("greeting")
    String greeting() {
      return "Hello";
    }
  }

  @BeforeAll
  static void start() throws Exception {
    List<String> properties = new ArrayList<>();
    properties.add("switchboard.auth.anonymous=true");
    properties.add("spring.security.user.name=alice");
    properties.add("spring.security.user.password=alice");
    properties.add("switchboard.auth.api-keys.no.hash=sha256:" + Hashes.sha256(KEY_WITHOUT_GRANT));
    properties.add("switchboard.auth.api-keys.all.hash=sha256:" + Hashes.sha256(KEY));
    properties.add("switchboard.auth.api-keys.all.subscribe=#");
    properties.add("switchboard.auth.api-keys.all.publish=#");
    properties.add("switchboard.channels.all.match=unused"); // that of the test server
    for (String access : ACCESSES.subList(0, ACCESSES.size() - 1)) {
      String policy = "switchboard.channels." + channelOf(access);
      properties.add(policy + ".match=" + channelOf(access) + ".*");
      properties.add(policy + ".subscribe=" + access);
      properties.add(policy + ".publish=" + access);
    }
    server =
        TestServer.startWith(new Class<?>[] {Greeter.class}, properties.toArray(String[]::new));
    cookie = SignIn.cookie(server.port(), "alice");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static List<Matrix.Cell> channels() throws IOException {
    return Matrix.cells(CHANNELS);
  }

  @ParameterizedTest
  @MethodSource("channels")
  void channelsAreAsPrinted(Matrix.Cell cell) throws IOException {
    String channel = "/topic/" + channelOf(cell.row());
    String answer =
        switch (cell.column()) {
          case "SUBSCRIBE" -> answer(cell.second(), "SUBSCRIBE\nid:1", channel + ".one");
          case "SUBSCRIBE to a pattern" -> answer(cell.second(), "SUBSCRIBE\nid:1", channel + ".*");
          case "SEND" -> answer(cell.second(), "SEND", channel + ".one");
          default -> throw new IllegalArgumentException("No such column: " + cell.column());
        };

    assertThat(answer).isEqualTo(cell.expected());
  }

  static List<Matrix.Cell> others() throws IOException {
    return Matrix.cells("Who may use another destination");
  }

  @ParameterizedTest
  @MethodSource("others")
  void otherDestinationsAreAsPrinted(Matrix.Cell cell) throws IOException {
    String command = cell.column().equals("SUBSCRIBE") ? "SUBSCRIBE\nid:1" : cell.column();

    assertThat(answer(cell.second(), command, cell.row())).isEqualTo(cell.expected());
  }

  @Test
  void leaveNobodyOut() throws IOException {
    assertThat(channels().stream().map(cell -> cell.row() + " by " + cell.second()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            ACCESSES.stream()
                .flatMap(access -> WHO.stream().map(who -> access + " by " + who))
                .toList());
  }

  private static String channelOf(String access) {
    return access.replace(":TRADER", "").replace("no policy", "none");
  }

  /// `RECEIPT`, or the code of the refusal. A subscription by `/app` is answered by its one
  /// message.
  private static String answer(String who, String command, String destination) throws IOException {
    try (StompSocket client = connect(who)) {
      String body = command.equals("SEND") ? TestServer.token("alice") : "";
      client.send(command + "\ndestination:" + destination + "\nreceipt:r\n\n" + body);
      Received first = client.read();
      Received answer = isReply(first) ? client.read() : first;
      return answer.command().equals("RECEIPT") ? "RECEIPT" : answer.header("code");
    }
  }

  private static boolean isReply(Received frame) {
    return frame.header("destination").startsWith("/app/");
  }

  private static StompSocket connect(String who) throws IOException {
    StompSocket client =
        who.equals("cookie")
            ? new StompSocket(
                RawWebSocket.open(
                    server.port(),
                    "/ws",
                    "Cookie: " + cookie,
                    "Origin: http://localhost:" + server.port()))
            : StompSocket.open(server.port());
    client.send("CONNECT\naccept-version:1.2\n" + credential(who) + "\n");
    assertThat(client.read().command()).isEqualTo("CONNECTED");
    return client;
  }

  private static String credential(String who) {
    return switch (who) {
      case "anonymous", "cookie" -> "";
      case "API key" -> bearer(KEY_WITHOUT_GRANT);
      case "API key with grant" -> bearer(KEY);
      case "token" -> bearer(TestServer.token("alice"));
      case "token of bob" -> bearer(TestServer.token("bob"));
      case "token with role" -> bearer(token("roles", List.of("TRADER")));
      case "token with grant of one" -> bearer(token("channels", List.of("granted.one")));
      case "token with grant" -> bearer(token("channels", List.of(all())));
      default -> throw new IllegalArgumentException("Nobody is called " + who);
    };
  }

  private static Map<String, Object> all() {
    return Map.of("match", "#", "rights", List.of("subscribe", "publish"));
  }

  private static String token(String claim, Object value) {
    return TestServer.token("alice", Instant.now().plusSeconds(600), Map.of(claim, value));
  }

  private static String bearer(String credential) {
    return "Authorization:Bearer " + credential + "\n";
  }
}
