package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.websocket.api.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.http.HttpHeaders;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;

/// What a connection keeps of the request that it began with.
class HandshakeHeadersTests {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void holdNoCredentialOfAWebSocket() throws Exception {
    String token = TestServer.token("alice");
    RawWebSocket webSocket =
        RawWebSocket.open(
            server.port(),
            "/ws",
            "Authorization: Bearer " + token,
            "Cookie: JSESSIONID=secret; theme=dark",
            "X-Trace: 7");
    try (StompSocket alice = new StompSocket(webSocket)) {
      alice.send("CONNECT\naccept-version:1.2\n\n");
      assertThat(alice.read().header("user-name")).isEqualTo("alice");

      WebSocketSession session = session("alice");
      assertHoldsNoCredential(session.getHandshakeHeaders());
      assertThat(((NativeWebSocketSession) session).getNativeSession(Session.class))
          .satisfies(jetty -> {
            assertThat(Objects.requireNonNull(jetty).getUpgradeRequest().getHeaders())
                .doesNotContainKeys("Authorization", "Cookie");
            assertThat(jetty.getUpgradeRequest().getCookies()).isEmpty();
          });
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "WEBSOCKET") // its handshake is the one above
  void holdNoCredentialOfSockJs(SockJsTransport transport) throws Exception {
    String user = "bob-" + transport.path();
    SockJsHttp session =
        SockJsHttp.session(
            server.port(),
            "Authorization",
            "Bearer " + TestServer.token(user),
            "Cookie",
            "JSESSIONID=secret",
            "X-Trace",
            "7");
    try (SockJsStomp alice = SockJsStomp.begin(session, transport)) {
      assertThat(alice.frame()).isEqualTo("o");
      alice.send("CONNECT\naccept-version:1.2\n\n");
      assertThat(alice.read().header("user-name")).isEqualTo(user);

      assertHoldsNoCredential(session(user).getHandshakeHeaders());
    }
  }

  private static void assertHoldsNoCredential(HttpHeaders headers) {
    assertThat(headers.containsHeader("Authorization")).isFalse();
    assertThat(headers.containsHeader("Cookie")).isFalse();
    assertThat(headers.getFirst("X-Trace")).isEqualTo("7");
  }

  /// As Spring has it.
  private static WebSocketSession session(String user) {
    Object handler = server.bean(SubProtocolWebSocketHandler.class);
    Map<?, ?> sessions = (Map<?, ?>) ReflectionTestUtils.getField(handler, "sessions");
    return Objects.requireNonNull(sessions).values().stream()
        .map(holder -> (WebSocketSession) ReflectionTestUtils.getField(holder, "session"))
        .map(session -> WebSocketSessionDecorator.unwrap(Objects.requireNonNull(session)))
        .filter(session -> Objects.requireNonNull(session.getPrincipal()).getName().equals(user))
        .findAny()
        .orElseThrow();
  }
}
