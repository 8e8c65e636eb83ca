package io.switchboard.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/// What RabbitMQ itself cannot be made to do when a test would have it: say nothing, take its time,
/// be something else.
@ExtendWith(OutputCaptureExtension.class)
class RelayStandInTests {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String NO_STOMP = "does not answer as STOMP";

  /// What does not speak STOMP.
  enum Stranger {
    SILENT("\n"),
    CLOSING(""),
    AMQP("AMQP\0\0\u0009\u0001"),
    HTTP("HTTP/1.1 400 Bad Request\r\n\r\n");

    private final String answer;

    Stranger(String answer) {
      this.answer = answer;
    }
  }

  /// Spring's own patience with who does not answer is a minute.
  @Test
  void opensNoMoreConnectionsThanItMayWhereNoneIsAnswered() throws Exception {
    AtomicBoolean awake = new AtomicBoolean();
    try (StandIn broker =
            new StandIn(frame ->
                frame.contains("login:system") || awake.get()
                    ? StandIn.CONNECTED
                    : Stranger.SILENT.answer);
        TestServer server =
            start(
                broker,
                "switchboard.relay.max-connections=2",
                "switchboard.relay.system-login=system",
                "switchboard.relay.system-passcode=x",
                "switchboard.relay.connect-timeout=500ms")) {
      for (int i = 0; i < 6; i++) {
        assertTurnedAway(server);
        assertThat(broker.connections()).isLessThanOrEqualTo(3); // two, and the server's own
      }
      await().atMost(PATIENCE).until(() -> broker.connections() == 1);

      awake.set(true);

      await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(IOException.class)
          .untilAsserted(() -> StompSocket.connect(server.port(), "alice").close());
    }
  }

  @ParameterizedTest
  @EnumSource(Stranger.class)
  void saysThatItIsNoStomp(Stranger stranger, CapturedOutput output) throws Exception {
    try (StandIn broker = new StandIn(frame -> stranger.answer);
        TestServer server = start(broker, "switchboard.relay.connect-timeout=300ms")) {

      assertTurnedAway(server);

      await().atMost(PATIENCE).until(() -> output.getOut().contains(NO_STOMP));
    }
  }

  @Test
  void saysSoOnceHoweverOftenItIsTried(CapturedOutput output) throws Exception {
    AtomicBoolean awake = new AtomicBoolean();
    try (StandIn broker =
            new StandIn(frame -> awake.get() ? StandIn.CONNECTED : Stranger.SILENT.answer);
        TestServer server = start(broker, "switchboard.relay.connect-timeout=300ms")) {
      await().atMost(PATIENCE).until(() -> broker.taken() >= 3);

      awake.set(true);

      awaitAvailable(server);
      assertThat(output.getOut()).containsOnlyOnce(NO_STOMP);
    }
  }

  @Test
  void saysNothingOfThatWhereTheLoginIsRefused(CapturedOutput output) throws Exception {
    try (StandIn broker = new StandIn(frame -> "ERROR\nmessage:Bad CONNECT\n\n\0");
        TestServer server = start(broker, "switchboard.relay.connect-timeout=2s")) {

      await().atMost(PATIENCE).until(() -> broker.taken() >= 2);

      assertThat(output.getOut()).contains("Bad CONNECT").doesNotContain(NO_STOMP);
      assertTurnedAway(server);
    }
  }

  @Test
  void startsAgainAndLeavesNothingBehind() throws Exception {
    try (StandIn broker = new StandIn(frame -> StandIn.CONNECTED);
        TestServer server = start(broker)) {
      SwitchboardBroker restarted = server.bean(SwitchboardBroker.class);
      BlockingQueue<Runnable> tasks =
          server.bean(ThreadPoolTaskScheduler.class).getScheduledThreadPoolExecutor().getQueue();
      awaitAvailable(server);
      int before = tasks.size();

      for (int i = 0; i < 3; i++) {
        restarted.stop();
        await().atMost(PATIENCE).until(() -> broker.connections() == 0);
        restarted.start();
        awaitAvailable(server);
      }

      assertThat(tasks).hasSize(before);
      StompSocket.connect(server.port(), "alice").close();
    }
  }

  @Test
  void waitsForWhatIsYetToBeConfirmedBeforeItStops() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch confirmed = new CountDownLatch(1);
    StandIn.Answers late =
        frame -> {
          if (!frame.startsWith("SEND")) {
            return frame.startsWith("CONNECT") ? StandIn.CONNECTED : "";
          }
          asked.countDown();
          confirmed.await();
          return "RECEIPT\nreceipt-id:1\n\n\0"; // the first that the server asks it for
        };
    try (StandIn broker = new StandIn(late)) {
      TestServer server = start(broker);
      try (StompSocket alice = StompSocket.connect(server.port(), "alice");
          StompSocket bob = StompSocket.connect(server.port(), "bob")) {
        alice.send("SEND\ndestination:/topic/rooms.a\nreceipt:r\n\nlast");
        asked.await();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);

        RawWebSocket.Frame bobs = bob.readClose();
        bob.webSocket().send(RawWebSocket.CLOSE, bobs.payload());
        confirmed.countDown();
        assertThat(alice.read().header("receipt-id")).isEqualTo("r");
        RawWebSocket.Frame close = alice.readClose();
        alice.webSocket().send(RawWebSocket.CLOSE, close.payload());
        stopped.join();
        assertThat(close.closeCode()).isEqualTo(1012);
      } finally {
        confirmed.countDown();
        server.close();
      }
    }
  }

  @Test
  void tellsWhoeverItCutsOffToComeBack() throws Exception {
    try (StandIn broker =
            new StandIn(frame ->
                frame.startsWith("SEND")
                    ? "ERROR\nmessage:connection_forced\n\nCONNECTION_FORCED\0"
                    : StandIn.CONNECTED);
        TestServer server = start(broker);
        StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.send("SEND\ndestination:/topic/rooms.a\n\nhello");

      RawWebSocket.Frame close = alice.readClose();

      assertThat(close.closeCode()).isEqualTo(1013);
      assertThat(close.closeReason()).contains("retry-after=");
    }
  }

  /// It is not there any more to confirm the goodbye.
  @Test
  void letsNobodyStayWhoseGoodbyeIsNotConfirmed(CapturedOutput output) throws Exception {
    try (StandIn broker =
            new StandIn(frame ->
                frame.startsWith("DISCONNECT") ? Stranger.SILENT.answer : StandIn.CONNECTED);
        TestServer server = start(broker, "switchboard.relay.connect-timeout=2s");
        StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("errors", "/user/queue/errors");

      alice.send("DISCONNECT\nreceipt:bye\n\n");

      Received error = alice.read();
      assertThat(error.command()).isEqualTo("ERROR");
      assertThat(error.headers())
          .containsEntry("code", "unavailable")
          .containsEntry("receipt-id", "bye");
      assertThat(alice.readClose().closeCode()).isEqualTo(1013);
      assertThat(output.getOut()).doesNotContain(" ERROR ");
    }
  }

  private static void assertTurnedAway(TestServer server) throws IOException {
    try (StompSocket client = StompSocket.open(server.port())) {
      client.send("CONNECT\naccept-version:1.2\npasscode:" + TestServer.token("alice") + "\n\n");
      Received error = client.read();
      assertThat(error.header("code")).isIn("unavailable", "overloaded");
    }
  }

  private static void awaitAvailable(TestServer server) {
    SwitchboardBroker broker = server.bean(SwitchboardBroker.class);
    await().atMost(PATIENCE).until(broker::isBrokerAvailable);
  }

  private static TestServer start(StandIn broker, String... properties) {
    List<String> all = new ArrayList<>(List.of(broker.properties()));
    all.addAll(List.of(properties));
    return TestServer.start(all.toArray(String[]::new));
  }
}
