package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Five SENDs, and whatever else is answered, at once and one a second from then on; so with
/// SUBSCRIBE. Closed after 300 ms of excess.
class RateLimitTests {

  private static final int BURST = 5;

  /// However slow the machine is.
  private static final int FAR_TOO_MANY = 100;

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = start("300ms");
  }

  private static TestServer start(String excess) {
    return TestServer.startWith(
        new Class<?>[] {Abandonment.class},
        "switchboard.limits.sends=1",
        "switchboard.limits.send-burst=" + BURST,
        "switchboard.limits.subscribes=1",
        "switchboard.limits.subscribe-burst=" + BURST,
        "switchboard.limits.excess=" + excess,
        "switchboard.limits.close-timeout=1m");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void refusesASendAndKeepsTheSession() throws IOException {
    try (TestServer patient = start("10s");
        StompSocket alice = StompSocket.connect(patient.port(), "alice")) {
      alice.subscribe("errors", "/user/queue/errors");
      send(alice, FAR_TOO_MANY);

      int granted = 0;
      StompSocket.Received refusal = alice.read();
      for (; refusal.command().equals("RECEIPT"); granted++) {
        assertThat(refusal.header("receipt-id")).isEqualTo("send-" + granted);
        refusal = alice.read();
      }

      assertThat(granted).isGreaterThanOrEqualTo(BURST);
      assertThat(refusal.command()).isEqualTo("MESSAGE");
      assertThat(refusal.headers())
          .containsEntry("code", "rate-limited")
          .containsEntry("retryable", "true")
          .containsEntry("retry-after", "1")
          .containsEntry("receipt-id", "send-" + granted);
      var problem = JsonMapper.shared().readTree(refusal.body());
      assertThat(problem.get("retry-after").intValue()).isEqualTo(1);
      assertThat(refused(patient)).isPositive();
      alice.send("DISCONNECT\nreceipt:lives\n\n");
      assertThat(readPastRefusals(alice).header("receipt-id")).isEqualTo("lives");
    }
  }

  @Test
  void endsTheSessionOfWhoDoesNotListen() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      send(alice, FAR_TOO_MANY);

      StompSocket.Received error = readPastReceipts(alice);
      assertThat(error.command()).isEqualTo("ERROR");
      assertThat(error.header("code")).isEqualTo("rate-limited");
      assertThat(error.header("retry-after")).isEqualTo("1");
      assertThat(alice.readClose().closeCode()).isEqualTo(4429);
    }
  }

  @Test
  void refusesASubscribe() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("errors", "/user/queue/errors");
      for (int i = 0; i < FAR_TOO_MANY; i++) {
        alice.send("SUBSCRIBE\nid:" + i + "\ndestination:/topic/a\nreceipt:r" + i + "\n\n");
      }

      StompSocket.Received refusal = readPastReceipts(alice);
      assertThat(refusal.header("code")).isEqualTo("rate-limited");
      assertThat(refusal.header("receipt-id")).isEqualTo("r" + refusal.header("subscription-id"));
    }
  }

  @Test
  void countsNothingThatIsNotAnswered() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      send(alice, BURST);
      for (int i = 0; i < BURST; i++) {
        alice.read();
      }
      for (int i = 0; i < 500; i++) {
        alice.send("ACK\nid:" + i + "\n\n");
        alice.send("NACK\nid:" + i + "\n\n");
        alice.send("UNSUBSCRIBE\nid:" + i + "\n\n");
        alice.webSocket().text("\n");
        alice.webSocket().send(RawWebSocket.PONG, new byte[0]);
      }
      alice.send("DISCONNECT\nreceipt:bye\n\n");

      assertThat(alice.read().header("receipt-id")).isEqualTo("bye");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BEGIN\ntransaction:1\n\n",
        "COMMIT\ntransaction:1\n\n",
        "ABORT\ntransaction:1\n\n",
        "ACK\nid:1\nreceipt:1\n\n",
        "NACK\nid:1\nreceipt:1\n\n",
        "UNSUBSCRIBE\nid:1\nreceipt:1\n\n",
        "UNSUBSCRIBE\n\n", // refused, for it has no id
      })
  void countsWhatIsAnswered(String frame) throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("errors", "/user/queue/errors");

      alice.send(frame);
      StompSocket.Received last = alice.read();
      for (int i = 0; i < 100_000 && !last.command().equals("ERROR"); i++) {
        alice.send(frame);
        last = alice.read();
      }

      assertThat(last.header("code")).isEqualTo("rate-limited");
      assertThat(alice.readClose().closeCode()).isEqualTo(4429);
    }
  }

  @Test
  void closesWhoStaysInExcessThoughItListens() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("errors", "/user/queue/errors");

      StompSocket.Received last;
      do {
        send(alice, 1);
        last = alice.read();
      } while (!last.command().equals("ERROR"));

      assertThat(last.command()).isEqualTo("ERROR");
      assertThat(last.header("code")).isEqualTo("rate-limited");
      assertThat(alice.readClose().closeCode()).isEqualTo(4429);
    }
  }

  @Test
  void holdsSockJsToTheSameRate() throws IOException {
    SockJsHttp alice = SockJsHttp.session(server.port());
    assertThat(alice.pollFrame()).isEqualTo("o");
    post(alice, "CONNECT\naccept-version:1.2\npasscode:" + TestServer.token("alice") + "\n\n");
    assertThat(alice.pollFrame()).contains("CONNECTED");
    server.bean(Abandonment.class).after(Duration.ofMinutes(1)); // they may take longer than 5 s
    for (int i = 0; i < FAR_TOO_MANY; i++) {
      post(alice, "SEND\ndestination:/topic/rooms.lobby\n\nHello");
    }

    assertThat(alice.pollFrame()).contains("ERROR").contains("code:rate-limited");
    assertThat(alice.pollFrame()).startsWith("c[4429,");
  }

  @Test
  void holdsAllSessionsOfAnAddressTogether() throws IOException {
    try (TestServer shared = TestServer.start("switchboard.limits.sends-per-address=10");
        StompSocket alice = StompSocket.connect(shared.port(), "alice");
        StompSocket bob = StompSocket.connect(shared.port(), "bob")) {
      send(alice, 10);
      for (int i = 0; i < 10; i++) {
        assertThat(alice.read().command()).isEqualTo("RECEIPT");
      }
      send(bob, 10 * FAR_TOO_MANY);

      assertThat(readPastReceipts(bob).header("code")).isEqualTo("rate-limited");
    }
  }

  /// A page that comes back after a cut asks for all it had, with the limits as they are.
  @Test
  void takesAllSubscriptionsOfAPageAtOnce() throws IOException {
    try (TestServer usual =
            TestServer.start(
                "switchboard.limits.subscribes=50", "switchboard.limits.subscribe-burst=200");
        StompSocket page = StompSocket.connect(usual.port(), "alice")) {
      for (int i = 0; i < 128; i++) {
        page.send("SUBSCRIBE\nid:" + i + "\ndestination:/topic/r." + i + "\nreceipt:" + i + "\n\n");
      }

      for (int i = 0; i < 128; i++) {
        assertThat(page.read().header("receipt-id")).isEqualTo("" + i);
      }
    }
  }

  private static void send(StompSocket stomp, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      stomp.send("SEND\ndestination:/topic/rooms.lobby\nreceipt:send-" + i + "\n\nHello");
    }
  }

  private static StompSocket.Received readPastReceipts(StompSocket stomp) throws IOException {
    StompSocket.Received frame = stomp.read();
    while (frame.command().equals("RECEIPT")) {
      frame = stomp.read();
    }
    return frame;
  }

  private static StompSocket.Received readPastRefusals(StompSocket stomp) throws IOException {
    StompSocket.Received frame = stomp.read();
    while (frame.command().equals("MESSAGE")) {
      frame = stomp.read();
    }
    return frame;
  }

  private static void post(SockJsHttp sockJs, String frame) throws IOException {
    String json = JsonMapper.shared().writeValueAsString(new String[] {frame + "\0"});
    assertThat(sockJs.post(json).statusCode()).isEqualTo(204);
  }

  private static double refused(TestServer server) {
    return server
        .bean(MeterRegistry.class)
        .get("switchboard.rate.refused")
        .tag("reason", "sends")
        .functionCounter()
        .count();
  }
}
