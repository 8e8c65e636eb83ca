package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.stereotype.Controller;

/// What a client posts to a SockJS session.
class SockJsPostsTests {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static TestServer server;

  /// Stays in its method until the test lets it go.
  @Controller
  static class Gate {

    private final BlockingQueue<Map<String, Object>> entered = new LinkedBlockingQueue<>();
    private final CountDownLatch open = new CountDownLatch(1);

    @MessageMapping("gate")
    void pass(SimpMessageHeaderAccessor message) throws InterruptedException {
      entered.add(Objects.requireNonNull(message.getSessionAttributes()));
      assertThat(open.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  @BeforeAll
  static void start() {
    server = TestServer.startWith(new Class<?>[] {Gate.class});
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void areHandledOneAfterTheOther() throws Exception {
    SockJsHttp session = SockJsHttp.session(server.port());
    Gate gate = server.bean(Gate.class);
    try (SockJsStomp alice = connect(session);
        StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      alice.subscribe("a", "/topic/rooms.lobby");

      CompletableFuture<HttpResponse<String>> first =
          session.postLater(SockJsStomp.messages("SEND\ndestination:/app/gate\n\n", say("first")));
      Map<String, Object> attributes =
          Objects.requireNonNull(gate.entered.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      CompletableFuture<HttpResponse<String>> second =
          session.postLater(SockJsStomp.messages(say("second")));
      await().atMost(PATIENCE).until(() -> turnOf(attributes).isAwaited());
      bob.send("SEND\ndestination:/topic/rooms.lobby\nreceipt:r\n\nmeanwhile");
      bob.read();
      gate.open.countDown();

      assertThat(first.get(15, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
      assertThat(second.get(15, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
      assertThat(List.of(alice.read().body(), alice.read().body(), alice.read().body()))
          .containsExactly("meanwhile", "first", "second");
    }
  }

  @Test
  void keepTheirOwnOrderHoweverManyThereAre() throws Exception {
    SockJsHttp session = SockJsHttp.session(server.port());
    try (SockJsStomp alice = connect(session)) {
      alice.subscribe("a", "/topic/rooms.lobby");

      List<CompletableFuture<HttpResponse<String>>> posts = new ArrayList<>();
      for (int post = 0; post < 20; post++) {
        posts.add(
            session.postLater(
                SockJsStomp.messages(say(post + " 1"), say(post + " 2"), say(post + " 3"))));
      }

      for (CompletableFuture<HttpResponse<String>> post : posts) {
        assertThat(post.get(15, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
      }
      for (int post = 0; post < 20; post++) {
        String of = alice.read().body().replace(" 1", "");
        assertThat(List.of(alice.read().body(), alice.read().body()))
            .containsExactly(of + " 2", of + " 3");
      }
    }
  }

  /// The library sends one at a time.
  @Test
  void areRefusedWhereManyWaitAlready() throws Exception {
    try (TestServer busy = TestServer.startWith(new Class<?>[] {Gate.class})) {
      SockJsHttp session = SockJsHttp.session(busy.port());
      Gate gate = busy.bean(Gate.class);
      try (SockJsStomp alice = connect(session)) {
        List<CompletableFuture<HttpResponse<String>>> posts = new ArrayList<>();
        posts.add(session.postLater(SockJsStomp.messages("SEND\ndestination:/app/gate\n\n")));
        assertThat(gate.entered.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        for (int waiting = 0; waiting < 40; waiting++) {
          posts.add(session.postLater(SockJsStomp.messages(say("more"))));
        }
        List<HttpResponse<String>> refused = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> posts.stream().filter(p -> p.isDone()).count() == 8);
        for (CompletableFuture<HttpResponse<String>> post : posts) {
          if (post.isDone()) {
            refused.add(post.get());
          }
        }
        gate.open.countDown();

        assertThat(refused)
            .allSatisfy(answer -> {
              assertThat(answer.statusCode()).isEqualTo(429);
              assertThat(answer.headers().firstValue("Retry-After")).contains("1");
              assertThat(answer.body())
                  .isEqualTo("Too many requests of this SockJS session wait for their turn.\n");
            });
        for (CompletableFuture<HttpResponse<String>> post : posts) {
          assertThat(post.get(15, TimeUnit.SECONDS).statusCode()).isIn(204, 429);
        }
        assertLives(alice);
      }
    }
  }

  @Test
  void mayHoldPartsOfAFrame() throws IOException {
    SockJsHttp session = SockJsHttp.session(server.port());
    try (SockJsStomp alice = connect(session)) {
      alice.subscribe("a", "/topic/rooms.lobby");

      session.post("[\"SEND\\ndestination:/topic/ro\",\"oms.lobby\\n\"]");
      session.post("[\"\\nHel\"]");
      session.post("[\"lo\\u0000\"]");

      assertThat(alice.read().body()).isEqualTo("Hello");
    }
  }

  @Test
  void areRefusedOverTheLimit() throws IOException {
    SockJsHttp session = SockJsHttp.session(server.port());
    try (SockJsStomp alice = connect(session)) {
      String tooLarge = "[\"" + "x".repeat(600_000) + "\"]";

      HttpResponse<String> answer = session.post(tooLarge);

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).isEqualTo("A post may have 525128 bytes.\n");
      assertLives(alice);
    }
  }

  @Test
  void areRefusedOverTheLimitWithoutSayingTheirLength() throws IOException {
    SockJsHttp session = SockJsHttp.session(server.port());
    try (SockJsStomp alice = connect(session)) {
      String tooLarge = "[\"" + "x".repeat(600_000) + "\"]";

      HttpResponse<String> answer = session.postInChunks(tooLarge);

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).isEqualTo("A post may have 525128 bytes.\n");
      assertLives(alice);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          nothing,           ``,           Payload expected.
          no JSON,           SEND,         Broken JSON encoding.
          half of it,        `["SEND`,     Broken JSON encoding.
          no array,          {},           Broken JSON encoding.
          arrays in arrays,  `[[[]]]`,     Broken JSON encoding.
          no array at all,   null,         Payload expected.
          no text,           `[null]`,     Payload expected.
          """)
  void areRefusedWhereTheyAreNoArrayOfTexts(String row, String body, String told)
      throws IOException {
    SockJsHttp session = SockJsHttp.session(server.port());
    try (SockJsStomp alice = connect(session)) {
      HttpResponse<String> answer = session.post(body);

      assertThat(answer.statusCode()).as(row).isEqualTo(500);
      assertThat(answer.body()).as(row).isEqualTo(told);
      assertLives(alice);
    }
  }

  @Test
  void ofNobodysSessionAreRefused() throws IOException {
    HttpResponse<String> answer = SockJsHttp.session(server.port()).post("[\"\\n\"]");

    assertThat(answer.statusCode()).isEqualTo(404);
  }

  private static SockJsStomp connect(SockJsHttp session) throws IOException {
    return SockJsStomp.connect(session, SockJsTransport.XHR_POLLING, "alice");
  }

  private static String say(String text) {
    return "SEND\ndestination:/topic/rooms.lobby\n\n" + text;
  }

  private static void assertLives(SockJsStomp stomp) throws IOException {
    stomp.send("SEND\ndestination:/topic/rooms.other\nreceipt:alive\n\nstill here");
    assertThat(stomp.read().header("receipt-id")).isEqualTo("alive");
  }

  private static SockJsTurn turnOf(Map<String, Object> attributes) {
    return (SockJsTurn)
        Objects.requireNonNull(attributes.get(SockJsPosts.class.getName()), "no lock");
  }
}
