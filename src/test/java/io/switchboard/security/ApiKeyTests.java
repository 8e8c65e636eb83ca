package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Backends show a key, which alone says what they may.
class ApiKeyTests {

  private static final String KEY = "sbk_0123456789abcdef0123456789abcdef";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            "switchboard.channels.all.subscribe=nobody",
            "switchboard.channels.all.publish=nobody",
            "switchboard.auth.api-keys.orders.hash=sha256:" + Hashes.sha256(KEY),
            "switchboard.auth.api-keys.orders.subscribe=orders.#",
            "switchboard.auth.api-keys.orders.publish=orders.*");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SUBSCRIBE, /topic/orders.1,        RECEIPT",
    "SUBSCRIBE, /topic/orders.1.lines,  RECEIPT",
    "SUBSCRIBE, /topic/orders.*,        RECEIPT",
    "SUBSCRIBE, /topic/orders.#,        RECEIPT",
    "SUBSCRIBE, /topic/#,               forbidden",
    "SUBSCRIBE, /topic/*.1,             forbidden",
    "SUBSCRIBE, /topic/rooms.lobby,     forbidden",
    "SUBSCRIBE, /user/queue/errors,     RECEIPT",
    "SUBSCRIBE, /user/bob/queue/errors, forbidden",
    "SUBSCRIBE, /elsewhere,             unknown-destination",
    "SEND,      /topic/orders.1,        RECEIPT",
    "SEND,      /topic/orders.1.lines,  forbidden",
    "SEND,      /topic/rooms.lobby,     forbidden",
    "SEND,      /app/rooms.lobby.say,   forbidden",
    "SEND,      /session/token,         forbidden",
  })
  void mayDoWhatItsKeyGrants(String command, String destination, String answer) throws IOException {
    try (StompSocket backend = StompSocket.open(server.port())) {
      backend.send("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + KEY + "\n\n");
      assertThat(backend.read().header("user-name")).isEqualTo("api-key:orders");

      String body = command.equals("SEND") ? KEY : "";
      backend.send(command + "\nid:1\ndestination:" + destination + "\nreceipt:r\n\n" + body);

      Received received = backend.read();
      String told = received.command().equals("RECEIPT") ? "RECEIPT" : received.header("code");
      assertThat(told).isEqualTo(answer);
    }
  }

  @Test
  void mayComeWithTheHandshakeOrAsPasscode() throws IOException {
    try (StompSocket byHandshake =
            new StompSocket(
                RawWebSocket.open(server.port(), "/ws", "Authorization: Bearer " + KEY));
        StompSocket byPasscode = StompSocket.open(server.port())) {
      byHandshake.send("CONNECT\naccept-version:1.2\n\n");
      byPasscode.send("CONNECT\naccept-version:1.2\nlogin:any\npasscode:" + KEY + "\n\n");

      assertThat(byHandshake.read().command()).isEqualTo("CONNECTED");
      assertThat(byPasscode.read().command()).isEqualTo("CONNECTED");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sbk_0123456789abcdef0123456789abcdee",
    "sbk_",
    "sbk_short",
    "SBK_0123456789abcdef0123456789abcdef",
  })
  void letsNoOtherKeyIn(String key) throws IOException {
    try (StompSocket backend = StompSocket.open(server.port())) {
      backend.send("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + key + "\n\n");

      assertThat(backend.read().header("code")).isEqualTo("unauthenticated");
      assertThat(backend.readClose().closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void canBeTakenBack() throws IOException {
    try (TestServer other =
            TestServer.start("switchboard.auth.api-keys.orders.hash=sha256:" + Hashes.sha256(KEY));
        StompSocket backend = StompSocket.open(other.port())) {
      backend.send("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + KEY + "\n\n");
      assertThat(backend.read().command()).isEqualTo("CONNECTED");

      assertThat(other.bean(Revocations.class).revokeToken("api-key:orders")).isEqualTo(1);

      assertThat(backend.readClose().closeCode()).isEqualTo(4401);
    }
  }
}
