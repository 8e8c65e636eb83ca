package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.switchboard.broker.Inbound;
import io.switchboard.broker.Session;
import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.context.event.EventListener;
import org.springframework.web.socket.messaging.SessionConnectEvent;
import org.springframework.web.socket.messaging.SessionDisconnectEvent;

/// RFC 6455 section 7.1.2.
class CloseHandshakeTests {

  private static final byte[] NORMAL = {0x03, (byte) 0xe8};

  private static TestServer server;

  /// Knows the last session that connected, and the code of the last connection that ended.
  static final class Departed {
    private volatile int last;
    private volatile @Nullable Session connected;

    @EventListener
    void connected(SessionConnectEvent event) {
      connected = Inbound.session(event.getMessage());
    }

    @EventListener
    void departed(SessionDisconnectEvent event) {
      last = event.getCloseStatus().getCode();
    }
  }

  @BeforeAll
  static void start() {
    server =
        TestServer.startWith(
            new Class<?>[] {Departed.class}, "switchboard.limits.close-timeout=1h");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Repeated, since the answer raced with the end of the session and lost half the time.
  @RepeatedTest(20)
  void answersAClientsClose() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {

      alice.webSocket().send(RawWebSocket.CLOSE, NORMAL);

      RawWebSocket.Frame answer = alice.webSocket().read();
      assertThat(answer.opcode()).isEqualTo(RawWebSocket.CLOSE);
      assertThat(answer.closeCode()).isEqualTo(1000);
    }
  }

  static final List<Arguments> CLOSES =
      List.of(
          argumentSet("a code of RFC 6455", "SEND\ndestination:/user/bob/queue/x\n\n", 1008),
          argumentSet("a frame over a limit", "SEND\nx:" + "y".repeat(2_000) + "\n\n", 1009),
          argumentSet("a code of ours", "SEND\ndestination:/nowhere\n\n", 4400));

  /// However much of the client's the server has not read: a connection that is cut then takes with
  /// it what the client has not read yet.
  @ParameterizedTest
  @FieldSource("CLOSES")
  void waitsForTheClientsAnswer(String frame, int code) throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.send(frame);
      assertThat(alice.read().command()).isEqualTo("ERROR");
      RawWebSocket.Frame close = alice.readClose();
      assertThat(close.closeCode()).isEqualTo(code);
      assertThat(close.closeReason()).isNotEmpty();

      alice.webSocket().socket().setSoTimeout(300);
      assertThatThrownBy(() -> alice.webSocket().read()).isInstanceOf(SocketTimeoutException.class);
      alice.webSocket().socket().setSoTimeout(15_000);
      alice.webSocket().send(RawWebSocket.CLOSE, close.payload());

      assertThatThrownBy(() -> alice.webSocket().read()).isInstanceOf(EOFException.class);
    }
    Departed departed = server.bean(Departed.class);
    await().atMost(Duration.ofSeconds(15)).until(() -> departed.last == code);
  }

  @Test
  void saysALongReasonWhole() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice-at-length")) {
      Session session =
          await()
              .atMost(Duration.ofSeconds(15))
              .until(() -> server.bean(Departed.class).connected, CloseHandshakeTests::isAtLength);
      Objects.requireNonNull(session).close(4999, "x".repeat(123));

      RawWebSocket.Frame close = alice.readClose();
      assertThat(close.closeCode()).isEqualTo(4999);
      assertThat(close.closeReason()).isEqualTo("x".repeat(123));
    }
  }

  /// The event comes behind CONNECTED.
  private static boolean isAtLength(@Nullable Session session) {
    return session != null && "alice-at-length".equals(session.user());
  }

  @Test
  void endsWithoutAnAnswerInTheEnd() throws IOException {
    try (TestServer impatient = TestServer.start("switchboard.limits.close-timeout=200ms");
        StompSocket alice = StompSocket.connect(impatient.port(), "alice")) {
      alice.send("SEND\ndestination:/user/bob/queue/x\n\n");
      assertThat(alice.read().command()).isEqualTo("ERROR");
      assertThat(alice.readClose().closeCode()).isEqualTo(1008);

      assertThatThrownBy(() -> alice.webSocket().read()).isInstanceOf(EOFException.class);
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> impatient.bean(SwitchboardBroker.class).sessions() == 0);
    }
  }
}
