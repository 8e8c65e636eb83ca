package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.testing.NarrowSocket;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestCertificate;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// What clients may do to a port that speaks TLS, and what browsers are told there.
@ExtendWith(OutputCaptureExtension.class)
class TlsTests {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final String CHANNEL = "/topic/rooms.lobby";

  private static final String HSTS = "max-age=31536000 ; includeSubDomains";

  @TempDir private static Path directory;

  private static TestCertificate certificate;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    certificate = TestCertificate.create(directory);
    server = TestServer.start(certificate.serverProperties());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "STOMP\n\n\0", "\0\0\0\0\0"})
  void cutsWhoDoesNotSpeakTls(String plain, CapturedOutput output) throws IOException {
    String logged = output.getAll();

    for (int i = 0; i < 20; i++) {
      try (Socket socket = socket()) {
        socket.getOutputStream().write(plain.getBytes(StandardCharsets.US_ASCII));

        assertThat(readToTheEnd(socket)).doesNotContain("HTTP/");
      }
    }

    assertThat(output.getAll()).isEqualTo(logged);
  }

  /// Where it is allowed, the message comes back.
  @Test
  void refusesRenegotiation() throws IOException {
    SwitchboardBroker broker = server.bean(SwitchboardBroker.class);
    try (SSLSocket tls = tls("TLSv1.2");
        StompSocket stomp = stomp(tls, "alice")) {
      stomp.subscribe("1", CHANNEL);

      assertThatThrownBy(
              () -> {
                tls.startHandshake();
                stomp.publish(CHANNEL, "with new keys");
                stomp.read();
              })
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);

      await().atMost(PATIENCE).until(() -> broker.subscriptions() == 0);
    }
  }

  /// What took the place of renegotiation in TLS 1.3 is cheap.
  @Test
  void takesNewKeys() throws IOException {
    try (SSLSocket tls = tls("TLSv1.3");
        StompSocket stomp = stomp(tls, "alice")) {
      stomp.subscribe("1", CHANNEL);

      tls.startHandshake();

      stomp.publish(CHANNEL, "with new keys");
      assertThat(stomp.read().body()).isEqualTo("with new keys");
    }
  }

  /// Nothing can be asked of it any more, and a WebSocket is not half open.
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void closesWhoHalfCloses(String version) throws IOException {
    SwitchboardBroker broker = server.bean(SwitchboardBroker.class);
    try (SSLSocket tls = tls(version);
        StompSocket stomp = stomp(tls, "alice")) {
      stomp.subscribe("1", CHANNEL);
      assertThat(broker.subscriptions()).isEqualTo(1);

      tls.shutdownOutput();

      await().atMost(PATIENCE).until(() -> broker.subscriptions() == 0);
      assertThatThrownBy(stomp::read)
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void tellsBrowsersToComeOverTlsOnly() throws IOException {
    assertThat(answer("GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .extracting(answer -> answer.header("Strict-Transport-Security"))
        .isEqualTo(HSTS);
    assertThat(answer("GET /ws HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .satisfies(refused -> {
          assertThat(refused.status()).isEqualTo(400);
          assertThat(refused.header("Strict-Transport-Security")).isEqualTo(HSTS);
        });
    assertThat(answer(RawWebSocket.handshake(server.port(), "/ws")))
        .satisfies(upgraded -> {
          assertThat(upgraded.status()).isEqualTo(101);
          assertThat(upgraded.header("Strict-Transport-Security")).isEqualTo(HSTS);
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"XHR_STREAMING", "EVENTSOURCE", "XHR_POLLING"})
  void carriesSockJs(SockJsTransport transport) throws IOException {
    SockJsHttp session = SockJsHttp.secured(server.port(), certificate.clients());
    try (SockJsStomp alice = SockJsStomp.connect(session, transport, "alice")) {
      alice.subscribe("1", CHANNEL);

      alice.send("SEND\ndestination:" + CHANNEL + "\n\nover https");

      assertThat(alice.read().body()).isEqualTo("over https");
    }
  }

  private static RawWebSocket answer(String request) throws IOException {
    try (RawWebSocket answer =
        RawWebSocket.request(certificate.over(socket()), server.port(), request)) {
      return answer;
    }
  }

  private static StompSocket stomp(Socket socket, String user) throws IOException {
    return NarrowSocket.stomp(socket, server.port(), user);
  }

  private static SSLSocket tls(String version) throws IOException {
    SSLSocket tls = certificate.over(socket());
    tls.setEnabledProtocols(new String[] {version});
    return tls;
  }

  private static Socket socket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private static String readToTheEnd(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException e) {
      return ""; // reset
    }
  }
}
