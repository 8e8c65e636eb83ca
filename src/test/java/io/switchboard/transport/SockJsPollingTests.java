package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.broker.Traffic;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.user.SimpUserRegistry;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;

/// A client that asks for its messages, request by request.
class SockJsPollingTests {

  private static final int LARGEST_MESSAGE = 64 * 1024;

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.startWith(new Class<?>[] {Abandonment.class}, "switchboard.limits.outbox=512KB");
  }

  @AfterEach
  void giveUpSoon() {
    server.bean(Abandonment.class).after(Duration.ofSeconds(5));
  }

  /// A busy machine may take longer than Spring's 5 s for what comes before it asks again.
  private static void giveUpLate() {
    server.bean(Abandonment.class).after(Duration.ofMinutes(1));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Spring's own cache fails at the 101st.
  @Test
  void getsWhatWasPublishedWhileItAskedForNothing() throws IOException {
    SockJsHttp session = SockJsHttp.session(server.port());
    try (SockJsStomp alice = connect(session)) {
      alice.subscribe("a", "/topic/rooms.lobby");

      giveUpLate();
      publish(1_000, "");
      awaitWaiting(1_000 * 140); // a little less than their frames have
      List<String> answers = new ArrayList<>();
      List<String> bodies = new ArrayList<>();
      while (bodies.size() < 1_000) {
        String answer = session.pollFrame();
        answers.add(answer);
        SockJsStomp.stompIn(answer).stream().map(Received::body).forEach(bodies::add);
      }
      assertThat(bodies)
          .containsExactlyElementsOf(
              IntStream.range(0, 1_000).mapToObj(Integer::toString).toList());
      assertThat(answers).hasSizeLessThan(10);
      assertThat(answers.stream().flatMap(answer -> SockJsStomp.messagesIn(answer).stream()))
          .allSatisfy(message -> assertThat(message).hasSizeLessThanOrEqualTo(LARGEST_MESSAGE));
    }
  }

  @Test
  void isAnsweredAsSoonAsSomethingIsPublished() throws Exception {
    SockJsHttp session = SockJsHttp.session(server.port());
    try (SockJsStomp alice = connect(session)) {
      alice.subscribe("a", "/topic/rooms.lobby");
      Pair requests = Pair.of(session);

      publish(1, "now");

      assertThat(SockJsStomp.stompIn(get(requests.open()).body().strip()))
          .singleElement()
          .extracting(Received::body)
          .isEqualTo("0now");
    }
  }

  @Test
  void mayHaveOneRequestOpenAtATime() throws Exception {
    SockJsHttp session = SockJsHttp.session(server.port());
    try (SockJsStomp alice = connect(session)) {
      alice.subscribe("a", "/topic/rooms.lobby");

      Pair requests = Pair.of(session);
      publish(1, "");

      assertThat(requests.refused().body().strip())
          .isEqualTo("c[2010,\"Another connection still open\"]");
      assertThat(SockJsStomp.stompIn(get(requests.open()).body().strip())).hasSize(1);
    }
  }

  /// Spring's own check of that lets both in if they come close enough together.
  @Test
  void mayHaveOneRequestOpenHoweverCloseTogetherTheyCome() throws Exception {
    SockJsHttp session = SockJsHttp.session(server.port());
    try (SockJsStomp alice = connect(session)) {
      alice.subscribe("a", "/topic/rooms.lobby");
      for (int i = 0; i < 300; i++) {
        Pair requests = Pair.of(session);
        server.bean(SimpMessagingTemplate.class).convertAndSend("/topic/rooms.lobby", "next");

        assertThat(requests.refused().body()).contains("Another connection still open");
        assertThat(SockJsStomp.stompIn(get(requests.open()).body().strip())).hasSize(1);
      }
    }
  }

  @Test
  void isClosedAsTooSlowWhereMoreIsWaitingThanTheServerKeeps() throws IOException {
    SockJsHttp session = SockJsHttp.session(server.port());
    try (SockJsStomp alice = connect(session)) {
      alice.subscribe("a", "/topic/rooms.lobby");

      giveUpLate();
      publish(60, "x".repeat(10_000));

      SockJsStomp.Closed closed = alice.readClose();
      assertThat(closed.code()).isEqualTo(4001);
      assertThat(closed.reason()).startsWith("too slow");
      assertThat(session.pollFrame()).startsWith("c[");
    }
  }

  @Test
  void isForgottenWhenItNeverAsksAgain() throws IOException {
    SockJsHttp session = SockJsHttp.session(server.port());
    SubProtocolWebSocketHandler handler = server.bean(SubProtocolWebSocketHandler.class);
    SimpUserRegistry users = server.bean(SimpUserRegistry.class);
    try (SockJsStomp carol = SockJsStomp.connect(session, SockJsTransport.XHR_POLLING, "carol")) {
      carol.subscribe("a", "/topic/rooms.left");
      await().untilAsserted(() -> assertThat(users.getUser("carol")).isNotNull());

      publish(10, "");

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> {
            assertThat(users.getUser("carol")).isNull();
            assertThat(handler.getStats().getHttpPollingSessions()).isZero();
            assertThat(server.bean(SwitchboardBroker.class).subscriptions()).isZero();
          });
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(session.pollFrame()).isEqualTo("o"));
    }
  }

  private static SockJsStomp connect(SockJsHttp session) throws IOException {
    return SockJsStomp.connect(session, SockJsTransport.XHR_POLLING, "alice");
  }

  /// Two requests at once, of which the server answers one at once and keeps the other open.
  private record Pair(HttpResponse<String> refused, CompletableFuture<HttpResponse<String>> open) {

    static Pair of(SockJsHttp session) throws Exception {
      CompletableFuture<HttpResponse<String>> one = session.pollLater();
      CompletableFuture<HttpResponse<String>> other = session.pollLater();
      HttpResponse<String> refused = get(one.applyToEither(other, answer -> answer));
      return new Pair(refused, one.isDone() ? other : one);
    }
  }

  /// Publishes 0, 1, 2... each with that text behind it, until the server has taken all.
  private static void publish(int count, String text) throws IOException {
    try (StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      for (int i = 0; i < count - 1; i++) {
        bob.publish("/topic/rooms.lobby", i + text);
      }
      bob.send("SEND\ndestination:/topic/rooms.lobby\nreceipt:last\n\n" + (count - 1) + text);
      assertThat(bob.read().header("receipt-id")).isEqualTo("last");
    }
  }

  private static void awaitWaiting(long bytes) {
    Traffic traffic = server.bean(SwitchboardBroker.class).traffic();
    await().untilAsserted(() -> assertThat(traffic.waitingBytes()).isGreaterThan(bytes));
  }

  private static HttpResponse<String> get(CompletableFuture<HttpResponse<String>> answer)
      throws Exception {
    return answer.get(15, TimeUnit.SECONDS);
  }
}
