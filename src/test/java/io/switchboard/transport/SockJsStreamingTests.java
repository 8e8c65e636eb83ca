package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.protocol.CloseCode;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsStream;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers that go on and on: xhr_streaming, eventsource and htmlfile.
class SockJsStreamingTests {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("switchboard.limits.outbox=2MB");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Who is turned away at once is told so after the answer has begun, not in the middle of that.
  @ParameterizedTest
  @EnumSource(
      value = SockJsTransport.class,
      names = {"XHR_STREAMING", "EVENTSOURCE", "HTMLFILE"})
  void beginsBeforeItEnds(SockJsTransport transport) throws IOException {
    try (TestServer leaving = TestServer.start()) {
      leaving.bean(SwitchboardBroker.class).turnAway(CloseCode.RESTARTING, "not now");
      for (int i = 0; i < 50; i++) {
        SockJsHttp session = SockJsHttp.session(leaving.port());
        try (SockJsStomp alice = SockJsStomp.begin(session, transport)) {
          assertThat(alice.frame()).isEqualTo("o");
          assertThat(alice.frame()).isEqualTo("c[1012,\"not now\"]");
        }
      }
    }
  }

  @Test
  void beginsAnXhrStreamWithSomethingForOldBrowsersToShow() throws IOException {
    try (SockJsStream stream = open(SockJsTransport.XHR_STREAMING)) {
      assertThat(header(stream, "Content-Type"))
          .isEqualToIgnoringCase("application/javascript;charset=utf-8");
      assertThat(header(stream, "Cache-Control")).contains("no-store", "no-cache");
      assertThat(stream.line()).isEqualTo("h".repeat(2048));
      assertThat(stream.line()).isEqualTo("o");
    }
  }

  @Test
  void beginsAnEventStreamWithAnEmptyLine() throws IOException {
    try (SockJsStream stream = open(SockJsTransport.EVENTSOURCE)) {
      assertThat(header(stream, "Content-Type"))
          .isEqualToIgnoringCase("text/event-stream;charset=utf-8");
      assertThat(header(stream, "Cache-Control")).contains("no-store", "no-cache");
      assertThat(stream.line()).isEmpty();
      assertThat(stream.line()).isEqualTo("data: o");
      assertThat(stream.line()).isEmpty();
    }
  }

  @Test
  void beginsAnHtmlFileWithItsScript() throws IOException {
    try (SockJsStream stream = open(SockJsTransport.HTMLFILE)) {
      assertThat(header(stream, "Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
      assertThat(header(stream, "X-Frame-Options")).isEqualTo("SAMEORIGIN");
      StringBuilder head = new StringBuilder();
      String line = stream.line();
      while (!line.equals("p(\"o\");")) {
        head.append(line).append('\n');
        line = stream.line();
      }
      assertThat(head).hasSizeGreaterThan(1024).contains("var c = parent._callback;");
      assertThat(stream.line()).isEqualTo("</script>");
    }
  }

  @ParameterizedTest(name = "htmlfile{0}")
  @ValueSource(strings = {"", "?c=", "?c=alert(1)", "?c=%3C/script%3E"})
  void refusesAnHtmlFileWithoutTheNameOfAFunction(String query) throws IOException {
    String path = SockJsHttp.session(server.port()).path();

    HttpResponse<String> answer = SockJsHttp.get(server.port(), path + "/htmlfile" + query);

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("\"callback\" parameter required");
  }

  /// Browsers keep all of an answer in memory, so it ends after 128 KiB and the client asks anew.
  @ParameterizedTest
  @EnumSource(names = {"XHR_STREAMING", "EVENTSOURCE", "HTMLFILE"})
  void losesNothingWhereOneAnswerEndsAndTheNextBegins(SockJsTransport transport)
      throws IOException {
    try (SockJsStomp alice = SockJsStomp.connect(server.port(), transport, "alice");
        StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      alice.subscribe("a", "/topic/rooms.lobby");

      for (int i = 0; i < 100; i++) {
        bob.publish("/topic/rooms.lobby", i + "x".repeat(10_000));
      }

      List<String> bodies = new ArrayList<>();
      while (bodies.size() < 100) {
        bodies.add(alice.read().body().replace("x", ""));
      }
      assertThat(bodies)
          .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(Integer::toString).toList());
    }
  }

  @Test
  void endsAnAnswerAfterSoManyBytes() throws IOException {
    SockJsHttp session = SockJsHttp.session(server.port());
    try (SockJsStream first = SockJsStream.open(session, SockJsTransport.XHR_STREAMING);
        StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      assertThat(first.frame()).isEqualTo("o");
      session.post(
          SockJsStomp.messages(
              SockJsStomp.connectFrame("alice"),
              "SUBSCRIBE\nid:a\ndestination:/topic/rooms.lobby\nreceipt:sub\n\n"));
      while (SockJsStomp.stompIn(first.frame()).stream().noneMatch(SockJsStreamingTests::isSub)) {
        // CONNECTED may come by itself
      }

      for (int i = 0; i < 50; i++) {
        bob.publish("/topic/rooms.lobby", "x".repeat(10_000));
      }

      int bytes = bytesUntilTheEnd(first);
      assertThat(bytes).isBetween(64 * 1024, 3 * 128 * 1024);
      try (SockJsStream second = SockJsStream.open(session, SockJsTransport.XHR_STREAMING)) {
        assertThat(SockJsStomp.stompIn(second.frame())).isNotEmpty();
      }
    }
  }

  @Test
  void refusesAnotherAnswerWhileOneGoesOn() throws IOException {
    SockJsHttp session = SockJsHttp.session(server.port());
    try (SockJsStream first = SockJsStream.open(session, SockJsTransport.EVENTSOURCE)) {
      assertThat(first.frame()).isEqualTo("o");

      try (SockJsStream second = SockJsStream.open(session, SockJsTransport.EVENTSOURCE)) {
        assertThat(second.frame()).isEqualTo("c[2010,\"Another connection still open\"]");
      }

      session.post(SockJsStomp.messages(SockJsStomp.connectFrame("alice")));
      assertThat(SockJsStomp.stompIn(first.frame()))
          .extracting(Received::command)
          .containsExactly("CONNECTED");
    }
  }

  @Test
  void refusesAnotherTransportOnTheSameSession() throws IOException {
    SockJsHttp session = SockJsHttp.session(server.port());
    try (SockJsStream first = SockJsStream.open(session, SockJsTransport.EVENTSOURCE)) {
      assertThat(first.frame()).isEqualTo("o");

      assertThat(session.poll().statusCode()).isEqualTo(404);
    }
  }

  private static SockJsStream open(SockJsTransport transport) throws IOException {
    return SockJsStream.open(SockJsHttp.session(server.port()), transport);
  }

  private static String header(SockJsStream stream, String name) {
    return String.join(", ", stream.response().headers().allValues(name));
  }

  private static boolean isSub(Received frame) {
    return frame.header("receipt-id").equals("sub");
  }

  private static int bytesUntilTheEnd(SockJsStream stream) throws IOException {
    int bytes = 0;
    try {
      while (true) {
        bytes += stream.line().length();
      }
    } catch (EOFException e) {
      return bytes;
    }
  }
}
