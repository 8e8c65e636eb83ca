package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that say a little now and then. Each test ends with its connection, or never.
@Timeout(60)
class SlowHandshakeTests {

  /// More often than any timeout of the server's.
  private static final int PAUSE_MILLIS = 50;

  /// What a server without pages of its own reads whole, for the CSRF token in it.
  private static final String FORM =
      String.join(
          "\r\n",
          "POST /login HTTP/1.1",
          "Host: localhost",
          "Content-Type: application/x-www-form-urlencoded",
          "Content-Length: %d",
          "",
          "");

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            "switchboard.limits.handshake-timeout=1s", "switchboard.limits.connect-timeout=5s");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void cutsWhoseHeadersDribble() throws IOException {
    dribble();
  }

  private static void dribble() throws IOException {
    try (Socket socket = connect()) {
      dribble(socket, "GET /ws HTTP/1.1\r\nHost: localhost\r\nX: ");
    }
  }

  @Test
  void cutsWhoseLaterRequestDribbles() throws IOException {
    try (Socket socket = connect()) {
      write(socket, "GET /sockjs HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(readHead(socket)).startsWith("HTTP/1.1 200 ");

      dribble(socket, "GET /ws HTTP/1.1\r\nHost: localhost\r\nX: ");
    }
  }

  @Test
  void cutsWhoseFormDribbles() throws IOException {
    try (Socket socket = connect()) {
      dribble(socket, FORM.formatted(1_000));
    }
  }

  @Test
  void cutsWhosePostDribbles() throws IOException {
    SockJsHttp session = SockJsHttp.session(server.port());
    try (SockJsStomp alice = SockJsStomp.connect(session, SockJsTransport.XHR_POLLING, "alice");
        Socket socket = connect()) {
      dribble(
          socket,
          "POST %s/xhr_send HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"
              .formatted(session.path()));

      alice.send("SEND\ndestination:/topic/rooms.lobby\nreceipt:r\n\nnobody holds the turn");
      assertThat(alice.read().header("receipt-id")).isEqualTo("r");
    }
  }

  /// It takes twice the timeout, but comes at more than the least rate.
  @Test
  void keepsWhoseFormComesSlowly() throws IOException {
    String piece = "x".repeat(128);
    int pieces = 2_000 / PAUSE_MILLIS;
    try (Socket socket = connect()) {
      write(socket, FORM.formatted(pieces * piece.length()));
      socket.setSoTimeout(PAUSE_MILLIS);
      for (int i = 0; i < pieces; i++) {
        assertThat(isOpen(socket)).isTrue();
        write(socket, piece);
      }

      socket.setSoTimeout(20_000);
      assertThat(readHead(socket)).startsWith("HTTP/1.1 ");
    }
  }

  @Test
  void cutsWhoSaysNothingAtAll() throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout(20_000);

      assertThat(socket.getInputStream().read()).isNegative();
    }
  }

  /// It is as slow, but not in its headers.
  @Test
  void keepsAConnectionBetweenTwoRequestsAndOneThatIsAWebSocket() throws IOException {
    try (Socket resting = connect();
        StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      write(resting, "GET /sockjs HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(readHead(resting)).startsWith("HTTP/1.1 200 ");

      dribble();
      dribble();

      alice.subscribe("1", "/topic/rooms.lobby");
      write(resting, "GET /sockjs HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(readHead(resting)).contains("HTTP/1.1 200 ");
    }
  }

  @Test
  void closesWhoseConnectDribbles() throws IOException {
    try (RawWebSocket webSocket = RawWebSocket.open(server.port(), "/ws")) {
      webSocket.send(RawWebSocket.TEXT, "CONNECT\nx:".getBytes(StandardCharsets.UTF_8));
      webSocket.socket().setSoTimeout(PAUSE_MILLIS);

      assertThat(closeCodeOfDribbling(webSocket)).isEqualTo(4408);
    }
  }

  private static int closeCodeOfDribbling(RawWebSocket webSocket) throws IOException {
    while (true) {
      try {
        return webSocket.readClose().closeCode();
      } catch (SocketTimeoutException e) {
        webSocket.text("x");
      }
    }
  }

  /// Sends a byte now and then until the connection is cut.
  private static void dribble(Socket socket, String begin) throws IOException {
    write(socket, begin);
    socket.setSoTimeout(PAUSE_MILLIS);
    int bytes = 0;
    while (isOpen(socket)) {
      write(socket, "x");
      bytes++;
    }
    assertThat(bytes).isGreaterThan(5); // else it was not for its slowness
  }

  private static boolean isOpen(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (SocketException e) {
      return false;
    }
  }

  private static Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  private static void write(Socket socket, String text) throws IOException {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    } catch (SocketException e) {
      assertThat(e).hasMessageMatching("Broken pipe|Connection reset.*"); // for the read to find
    }
  }

  private static String readHead(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    return head.toString();
  }
}
