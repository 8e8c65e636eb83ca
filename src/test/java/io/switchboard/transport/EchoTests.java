package io.switchboard.transport;

import static io.switchboard.testing.RawWebSocket.BINARY;
import static io.switchboard.testing.RawWebSocket.CONTINUATION;
import static io.switchboard.testing.RawWebSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// That there is none unless it is switched on stands in [HandshakeTests].
class EchoTests {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("switchboard.diagnostics.echo=true");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static final List<Arguments> MESSAGES =
      List.of(
          argumentSet("text", TEXT, utf8("Grüße, 안녕 \u0000")),
          argumentSet("binary", BINARY, new byte[] {0, (byte) 0xFF, (byte) 0xC3, 0x28}),
          argumentSet("nothing", TEXT, new byte[0]),
          argumentSet("no bytes", BINARY, new byte[0]),
          argumentSet("60,000 characters", TEXT, utf8("x".repeat(60_000))));

  @ParameterizedTest
  @FieldSource("MESSAGES")
  void sendsBackWhatItGets(int opcode, byte[] payload) throws IOException {
    try (RawWebSocket echo = open()) {
      echo.send(opcode, payload);

      assertEchoed(echo, opcode, payload);
    }
  }

  @ParameterizedTest
  @FieldSource("MESSAGES")
  void sendsBackFragmentsAsOneMessage(int opcode, byte[] payload) throws IOException {
    int third = payload.length / 3;
    try (RawWebSocket echo = open()) {
      echo.send(false, opcode, Arrays.copyOf(payload, third));
      echo.send(false, CONTINUATION, Arrays.copyOfRange(payload, third, 2 * third));
      echo.send(true, CONTINUATION, Arrays.copyOfRange(payload, 2 * third, payload.length));

      assertEchoed(echo, opcode, payload);
    }
  }

  @Test
  void keepsTheOrder() throws IOException {
    try (RawWebSocket echo = open()) {
      for (int i = 0; i < 100; i++) {
        echo.text(Integer.toString(i));
      }

      for (int i = 0; i < 100; i++) {
        assertEchoed(echo, TEXT, utf8(Integer.toString(i)));
      }
    }
  }

  @Test
  void closesOnWhatIsTooLarge() throws IOException {
    try (RawWebSocket echo = open()) {
      echo.text("x".repeat(70_000));

      assertThat(echo.readClose().closeCode()).isEqualTo(1009);
    }
  }

  /// Of what is not read Spring keeps a hundred messages. And nothing is written into the log.
  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void endsASessionThatSendsAndDoesNotRead(CapturedOutput output) throws IOException {
    SockJsHttp session = SockJsHttp.sessionOf("/echo", server.port());
    assertThat(session.pollFrame()).isEqualTo("o");

    session.post(IntStream.range(0, 101).mapToObj(i -> "\"x\"").toList().toString());

    assertThat(session.pollFrame()).startsWith("c[");
    assertThat(output.getAll()).doesNotContain("ERROR", "WARN");
  }

  @Test
  void sendsBackOverSockJs() throws IOException {
    SockJsHttp session = SockJsHttp.sessionOf("/echo", server.port());
    assertThat(session.pollFrame()).isEqualTo("o");

    session.post("[\"안녕\",\"\"]");

    assertThat(session.pollFrame()).isEqualTo("a[\"안녕\",\"\"]");
  }

  @Test
  void asksForAHandshakeToo() throws IOException {
    String request = RawWebSocket.handshake(server.port(), "/echo", "Origin: http://evil.example");
    try (RawWebSocket answer = RawWebSocket.request(server.port(), request)) {
      assertThat(answer.status()).isEqualTo(403);
    }
  }

  private static RawWebSocket open() throws IOException {
    return RawWebSocket.open(server.port(), "/echo");
  }

  private static void assertEchoed(RawWebSocket echo, int opcode, byte[] payload)
      throws IOException {
    RawWebSocket.Frame frame = echo.read();
    assertThat(frame.opcode()).isEqualTo(opcode);
    assertThat(frame.fin()).isTrue();
    assertThat(frame.payload()).isEqualTo(payload);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
