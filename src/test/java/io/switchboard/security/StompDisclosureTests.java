package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever fails for a connection, it hears that, and nothing of what failed.
class StompDisclosureTests {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.startWith(
            new Class<?>[] {Faulty.class, Faulty.Frames.class},
            "switchboard.channels.judged.match=judged.*",
            "switchboard.channels.judged.subscribe=bean:faultyAuthorizer",
            "switchboard.channels.judged.publish=bean:faultyAuthorizer");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SEND,      /app/throws,         application-error",
    "SEND,      /app/throws-checked, application-error",
    "SEND,      /app/throws-error,   application-error",
    "SEND,      /app/recurses,       application-error",
    "SEND,      /app/later,          application-error",
    "SEND,      /app/opaque,         application-error",
    "SEND,      /app/person,         malformed",
    "SEND,      /app/none,           no-such-mapping",
    "SUBSCRIBE, /app/throws,         application-error",
    "SEND,      /topic/judged.a,     application-error",
    "SUBSCRIBE, /topic/judged.a,     application-error",
    "SUBSCRIBE, /topic/judged.*,     application-error",
    "SEND,      /session/token,      unauthenticated",
  })
  void isRefusedWithoutAWordOfWhatFailed(String command, String destination, String code)
      throws IOException {
    for (boolean listens : new boolean[] {true, false}) {
      try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
        if (listens) {
          alice.subscribe("e", "/user/queue/errors");
        }
        String headers = "\nid:1\ncontent-type:application/json\nX-Secret:hunter2\nreceipt:r\n\n";
        String body = command.equals("SEND") ? "{\"name\":[]}" : "";

        alice.send(command + "\ndestination:" + destination + headers + body);

        Received refusal = alice.read();
        assertThat(refusal.command()).isEqualTo(listens ? "MESSAGE" : "ERROR");
        assertThat(refusal.header("code")).isEqualTo(code);
        Disclosure.assertNone(refusal.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "{}", "\"x\"", "[1]", "[[\"x\"]]", "[\"x\"", "[null]", "[{}]"})
  void isToldOfABadPostNoMore(String json) throws IOException {
    SockJsHttp session = SockJsHttp.session(server.port(), "X-Secret", "hunter2");
    try (SockJsStomp stomp = SockJsStomp.begin(session, SockJsTransport.XHR_STREAMING)) {
      assertThat(stomp.frame()).isEqualTo("o");

      HttpResponse<String> answer = session.post(json);

      Disclosure.assertNone(answer.headers().map() + answer.body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "{}", "[1]", "[\"x\"", "\0", "[\"SEND\\nX\\n\\n\\u0000\"]"})
  void isToldOfABadMessageNoMore(String message) throws IOException {
    try (StompSocket socket =
        new StompSocket(
            RawWebSocket.open(server.port(), "/sockjs/000/" + message.hashCode() + "/websocket"))) {
      assertThat(socket.readFrame().text()).isEqualTo("o");

      socket.webSocket().text(message);

      Disclosure.assertNone(socket.readFrame().text());
    }
  }
}
