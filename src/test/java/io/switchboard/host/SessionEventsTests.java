package io.switchboard.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.security.Revocations;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.user.SimpSubscription;
import org.springframework.messaging.simp.user.SimpUser;
import org.springframework.messaging.simp.user.SimpUserRegistry;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.messaging.AbstractSubProtocolEvent;
import org.springframework.web.socket.messaging.SessionConnectEvent;
import org.springframework.web.socket.messaging.SessionDisconnectEvent;
import org.springframework.web.socket.messaging.SessionUnsubscribeEvent;

/// How an application learns who comes and goes: Spring's session events and its user registry.
@ExtendWith(OutputCaptureExtension.class)
class SessionEventsTests {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static TestServer server;
  private static Recorder recorder;
  private static SimpUserRegistry registry;

  /// Keeps a line for each event.
  @Component
  static class Recorder {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> sessions = new CopyOnWriteArrayList<>();

    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE) // the registry of users hears of it later
    void on(AbstractSubProtocolEvent event) {
      Principal user = event.getUser();
      String id = SimpMessageHeaderAccessor.getSessionId(event.getMessage().getHeaders());
      sessions.add(String.valueOf(id));
      lines.add(
          event.getClass().getSimpleName() + " " + (user == null ? "nobody" : user.getName()));
    }

    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void on(SessionDisconnectEvent event) {
      lines.add("closed with " + event.getCloseStatus().getCode());
    }

    @EventListener
    void failing(SessionUnsubscribeEvent event) {
      throw new IllegalStateException("a listener that fails must not harm the session\nforged");
    }
  }

  /// Takes its time over the CONNECT of one user.
  @Component
  static class Gate {

    static final String HELD = "held";

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    @EventListener
    void on(SessionConnectEvent event) throws InterruptedException {
      Principal user = event.getUser();
      if (user != null && user.getName().equals(HELD)) {
        entered.countDown();
        open.await();
      }
    }
  }

  @BeforeAll
  static void start() {
    Class<?>[] beans = {Host.class, Recorder.class, Gate.class, Greetings.class};
    server = TestServer.startHost(beans);
    recorder = server.bean(Recorder.class);
    registry = server.bean(SimpUserRegistry.class);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    await().atMost(PATIENCE).until(() -> registry.getUserCount() == 0);
    recorder.lines.clear();
    recorder.sessions.clear();
  }

  @Test
  void comeInTheirOrderWithTheirUser() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("a", "/topic/rooms.lobby");
      alice.send("UNSUBSCRIBE\nid:a\nreceipt:u\n\n");
      assertThat(alice.read().header("receipt-id")).isEqualTo("u");
      alice.send("DISCONNECT\nreceipt:d\n\n");
      assertThat(alice.read().header("receipt-id")).isEqualTo("d");
      assertThat(alice.readClose().closeCode()).isEqualTo(1000);
    }

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(recorder.lines.stream().filter(line -> !line.startsWith("closed")))
                .containsExactly(
                    "SessionConnectEvent alice",
                    "SessionConnectedEvent alice",
                    "SessionSubscribeEvent alice",
                    "SessionUnsubscribeEvent alice",
                    "SessionDisconnectEvent alice"));
    assertThat(Set.copyOf(recorder.sessions)).hasSize(1);
  }

  /// Or a client could have the registry of users grow for as long as it stays.
  @Test
  void areNotForWhatAControllerAnswers() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.send("SUBSCRIBE\nid:a\ndestination:/app/people\n\n");
      assertThat(alice.read().body()).contains("Ada");
      alice.subscribe("b", "/topic/rooms.lobby");

      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(registry.findSubscriptions(any -> true))
                  .extracting(SimpSubscription::getId)
                  .containsExactly("b"));
    }
    assertThat(recorder.lines).containsOnlyOnce("SessionSubscribeEvent alice");
  }

  /// Its words may be a client's.
  @Test
  void logListenersThatFailInLinesOfTheirOwn(CapturedOutput output) throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("a", "/topic/rooms.lobby");
      alice.send("UNSUBSCRIBE\nid:a\n\n");
      alice.send("DISCONNECT\nreceipt:d\n\n");
      assertThat(alice.read().header("receipt-id")).isEqualTo("d");
    }

    assertThat(output)
        .contains("A listener failed for SessionUnsubscribeEvent", "must not harm the session")
        .doesNotContain("\nforged");
  }

  @Test
  void tellOfAConnectionThatIsCut() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("a", "/topic/rooms.lobby");

      alice.webSocket().cut();

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(recorder.lines).containsOnlyOnce("SessionDisconnectEvent alice"));
    }
  }

  /// Over HTTP requests its end is found on another thread than that of its CONNECT.
  @Test
  void tellOfNoEndBeforeTheBeginning() throws Exception {
    Gate gate = server.bean(Gate.class);
    SockJsHttp session = SockJsHttp.session(server.port());
    try (SockJsStomp client = SockJsStomp.begin(session, SockJsTransport.XHR_STREAMING)) {
      assertThat(client.frame()).isEqualTo("o");
      CompletableFuture<HttpResponse<String>> posted =
          session.postLater(SockJsStomp.messages(SockJsStomp.connectFrame(Gate.HELD)));
      gate.entered.await();

      server.bean(Revocations.class).revokeUser(Gate.HELD);
      assertThat(client.readClose().code()).isEqualTo(4401);
      gate.open.countDown();
      posted.join();

      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(recorder.lines.stream().filter(line -> !line.startsWith("closed")))
                  .containsExactly(
                      "SessionConnectEvent held",
                      "SessionConnectedEvent held",
                      "SessionDisconnectEvent held"));
      await().atMost(PATIENCE).until(() -> registry.getUser(Gate.HELD) == null);
    } finally {
      gate.open.countDown();
    }
  }

  @Test
  void tellOfAConnectionThatIsRefused() throws IOException {
    try (StompSocket nobody = StompSocket.open(server.port())) {
      nobody.send("CONNECT\naccept-version:1.2\nhost:localhost\n\n");
      assertThat(nobody.read().header("code")).isEqualTo("unauthenticated");
      assertThat(nobody.readClose().closeCode()).isEqualTo(4401);
    }

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(recorder.lines).contains("SessionDisconnectEvent nobody"));
    assertThat(recorder.lines)
        .doesNotContain("SessionConnectEvent nobody", "SessionConnectedEvent nobody");
  }

  @Test
  void tellOfNoSubscriptionThatIsRefused() throws IOException {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("e", "/user/queue/errors");

      alice.send("SUBSCRIBE\nid:x\ndestination:/nowhere\n\n");
      assertThat(alice.read().header("code")).isEqualTo("unknown-destination");
      alice.subscribe("a", "/topic/rooms.lobby");

      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(destinations())
                  .containsExactlyInAnyOrder("/user/queue/errors", "/topic/rooms.lobby"));
      assertThat(recorder.lines.stream().filter("SessionSubscribeEvent alice"::equals)).hasSize(2);
    }
  }

  @Test
  void keepTheRegistryOfUsersTrue() throws IOException {
    try (StompSocket bob = connect("bob")) {
      StompSocket one = connect("alice");
      StompSocket other = connect("alice");
      one.subscribe("a", "/topic/rooms.lobby");
      other.subscribe("a", "/topic/rooms.*");
      bob.subscribe("b", "/user/queue/news");

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            assertThat(users()).containsExactlyInAnyOrder("alice", "bob");
            assertThat(sessionsOf("alice")).isEqualTo(2);
            assertThat(destinations())
                .containsExactlyInAnyOrder(
                    "/topic/rooms.lobby", "/topic/rooms.*", "/user/queue/news");
          });

      other.send("UNSUBSCRIBE\nid:a\n\n");
      one.close();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            assertThat(sessionsOf("alice")).isEqualTo(1);
            assertThat(destinations()).containsExactly("/user/queue/news");
          });

      other.close();
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(users()).containsExactly("bob"));
    }
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(users()).isEmpty());
  }

  private static Set<String> users() {
    return registry.getUsers().stream().map(SimpUser::getName).collect(Collectors.toSet());
  }

  private static int sessionsOf(String name) {
    SimpUser user = registry.getUser(name);
    return user == null ? 0 : user.getSessions().size();
  }

  private static List<String> destinations() {
    return registry.findSubscriptions(subscription -> true).stream()
        .map(SimpSubscription::getDestination)
        .toList();
  }

  private static StompSocket connect(String user) throws IOException {
    return StompSocket.connect(server.port(), user);
  }
}
