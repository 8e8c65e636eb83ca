package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/// One handshake a second, one at once; the SockJS session `live` lives.
class HandshakeLimitFilterTests {

  private final LimitCounts counts = new LimitCounts();
  private final SockJsSessions sockJs = new SockJsSessions();
  private final Entrance entrance = new Entrance();
  private final HandshakeLimitFilter filter = new HandshakeLimitFilter(entrance, limits(), sockJs);

  private HandshakeLimits limits() {
    var source =
        new MapConfigurationPropertySource(
            Map.of(
                "switchboard.limits.handshakes-per-address", 1,
                "switchboard.limits.handshake-burst", 1));
    LimitProperties properties =
        new Binder(source).bindOrCreate("switchboard.limits", LimitProperties.class);
    return new HandshakeLimits(properties, new SessionLimits(properties, counts), counts, () -> 0);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /ws, true",
    "GET, /ws, false",
    "GET, /sockjs/websocket, true",
    "GET, /sockjs/000/new/websocket, true",
    "GET, /sockjs/000/live/websocket, true",
    "POST, /sockjs/000/new/xhr, false",
    "POST, /sockjs/000/new/xhr_streaming, false",
    "GET, /sockjs/000/new/eventsource, false",
    "GET, /sockjs/000/new/htmlfile, false",
    "GET, /sockjs//000/new/htmlfile/, false",
    "POST, /sockjs/live/new/xhr, false",
    "POST, /sockjs/000/new/xhr_send/xhr, false",
    "GET, /echo, true",
    "GET, /echo/000/new/websocket, true",
  })
  void countsHandshakes(String method, String path, boolean upgrade) throws Exception {
    assertThat(statusOf(method, path, upgrade)).isEqualTo(200);

    assertThat(statusOf(method, path, upgrade)).isEqualTo(429);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /sockjs/000/live/xhr, false",
    "POST, /sockjs/000/live/xhr_streaming, false",
    "GET, /sockjs/001/live/eventsource, false",
    "POST, /sockjs/000/live/xhr_send, false",
    "POST, /sockjs/000/new/xhr_send, false",
    "OPTIONS, /sockjs/000/new/xhr, false",
    "GET, /sockjs/info, false",
    "GET, /sockjs/iframe.html, false",
    "GET, /sockjs/, false",
    "POST, /echo/000/new/xhr, false",
  })
  void countsNothingElse(String method, String path, boolean upgrade) throws Exception {
    assertThat(statusOf("GET", "/ws", true)).isEqualTo(200);

    for (int i = 0; i < 1000; i++) {
      assertThat(statusOf(method, path, upgrade)).isEqualTo(200);
    }
    assertThat(Objects.requireNonNull(counts.handshakes().get(Limit.HANDSHAKES_PER_ADDRESS)).sum())
        .isZero();
  }

  /// Spring takes the id as it was written, which is not the one that lives.
  @ParameterizedTest
  @CsvSource({
    "POST, /sockjs/000/%6cive/xhr, /sockjs/000/live/xhr",
    "POST, /sockjs/000/live;a=b/xhr, /sockjs/000/live/xhr",
    "POST, /sockjs/000/new/%78hr_send, /sockjs/000/new/xhr_send",
    "POST, /sockjs/000/live/xhr, /sockjs/000/new/../live/xhr",
    "POST, /sockjs/000/new/../live/xhr, /sockjs/000/live/xhr",
    "GET, /sockjs/%69nfo, /sockjs/info",
    "POST, /%73ockjs/000/live/xhr, /sockjs/000/live/xhr",
  })
  void countsWhatIsNotWrittenPlainly(String method, String written, String path) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest(method, written);
    request.setServletPath(path);
    assertThat(answer(request).getStatus()).isEqualTo(200);

    assertThat(answer(request).getStatus()).isEqualTo(429);
  }

  @Test
  void knowsTheSessionsOfAnApplicationBelowAPath() throws Exception {
    assertThat(statusOf("GET", "/ws", true)).isEqualTo(200);
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/app/sockjs/0/live/xhr");
    request.setContextPath("/app");
    request.setServletPath("/sockjs/0/live/xhr");

    assertThat(answer(request).getStatus()).isEqualTo(200);
  }

  @Test
  void saysInPlainTextWhenToComeBack() throws Exception {
    statusOf("GET", "/ws", true);

    MockHttpServletResponse answer = answer("GET", "/ws", true);

    assertThat(answer.getStatus()).isEqualTo(429);
    assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
    assertThat(answer.getContentType()).isEqualTo("text/plain;charset=UTF-8");
    assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.getContentAsString()).isEqualTo("Too many handshakes from this address.\n");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /ws, true, 503",
    "POST, /sockjs/000/new/xhr, false, 503",
    "GET, /sockjs/000/live/websocket, true, 503",
    "GET, /sockjs/info, false, 503",
    "GET, /echo/info, false, 503",
    "POST, /sockjs/000/live/xhr, false, 200",
    "POST, /sockjs/000/live/xhr_send, false, 200",
    "GET, /sockjs/iframe.html, false, 200",
  })
  void letsNobodyInWhileTheServerStops(String method, String path, boolean upgrade, int status)
      throws Exception {
    entrance.close(Duration.ofSeconds(19));

    MockHttpServletResponse answer = answer(method, path, upgrade);

    assertThat(answer.getStatus()).isEqualTo(status);
    assertThat(answer.getHeader("Retry-After")).isEqualTo(status == 503 ? "19" : null);
    entrance.open();
    assertThat(statusOf(method, path, upgrade)).isEqualTo(200);
  }

  private int statusOf(String method, String path, boolean upgrade) throws Exception {
    return answer(method, path, upgrade).getStatus();
  }

  private MockHttpServletResponse answer(String method, String path, boolean upgrade)
      throws IOException, ServletException {
    MockHttpServletRequest request = new MockHttpServletRequest(method, path);
    request.setServletPath(path);
    if (upgrade) {
      request.addHeader("Upgrade", "websocket");
    }
    return answer(request);
  }

  private MockHttpServletResponse answer(MockHttpServletRequest request)
      throws IOException, ServletException {
    sockJs.add("live", SockJsSessions.Shown.NOTHING);
    request.setRemoteAddr("192.0.2.1");
    MockHttpServletResponse response = new MockHttpServletResponse();
    MockFilterChain chain = new MockFilterChain();
    filter.doFilter(request, response, chain);
    assertThat(chain.getRequest() == null).isEqualTo(response.getStatus() != 200);
    return response;
  }
}
