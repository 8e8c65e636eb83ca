package io.switchboard.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.stereotype.Controller;

/// What clients see of a server that stops.
class DrainedServerTests {

  private static final String GOODBYE = "restarting, retry-after=10";

  @Controller
  static class Slow {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @MessageMapping("slow")
    void work() throws InterruptedException {
      entered.countDown();
      released.await();
    }
  }

  @Test
  void tellsEverySessionWhenToComeBack() throws IOException {
    TestServer server = TestServer.start();
    try (StompSocket alice = StompSocket.connect(server.port(), "alice");
        StompSocket silent = StompSocket.open(server.port())) {

      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);

      RawWebSocket.Frame first = alice.webSocket().readClose();
      RawWebSocket.Frame second = silent.webSocket().readClose();
      alice.webSocket().send(RawWebSocket.CLOSE, first.payload());
      silent.webSocket().send(RawWebSocket.CLOSE, second.payload());
      stopped.join();
      assertThat(first.closeCode()).isEqualTo(1012);
      assertThat(first.closeReason()).isEqualTo(GOODBYE);
      assertThat(second.closeCode()).isEqualTo(1012);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SockJsTransport.class,
      names = {"WEBSOCKET", "XHR_STREAMING", "EVENTSOURCE"})
  void tellsSockJsSessionsToo(SockJsTransport transport) throws IOException {
    TestServer server = TestServer.start();
    try (SockJsStomp alice = SockJsStomp.connect(server.port(), transport, "alice")) {

      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);

      assertThat(alice.frame()).isEqualTo("c[1012,\"" + GOODBYE + "\"]");
      stopped.join();
    }
  }

  /// Spring's SockJS schedules a heart-beat with each message, which the end of the context must
  /// not keep it from.
  @Test
  void goesOnSendingOverSockJsUntilItSaysGoodbye() throws IOException {
    TestServer server =
        TestServer.start("switchboard.drain.announce=10s", "management.server.port=0");
    int management = server.managementPort();
    SimpMessagingTemplate template = server.bean(SimpMessagingTemplate.class);
    try (SockJsStomp alice =
        SockJsStomp.connect(server.port(), SockJsTransport.XHR_STREAMING, "alice")) {
      alice.subscribe("1", "/topic/rooms.lobby");

      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
      while (SockJsHttp.get(management, "/actuator/health/readiness").statusCode() == 200) {
        Thread.onSpinWait();
      }
      template.convertAndSend("/topic/rooms.lobby", "one");
      assertThat(alice.read().body()).isEqualTo("one");
      template.convertAndSend("/topic/rooms.lobby", "two");

      assertThat(alice.read().body()).isEqualTo("two");
      assertThat(alice.readClose().code()).isEqualTo(1012);
      stopped.join();
    }
  }

  @Test
  void sendsWhatWaitsFirst() throws IOException {
    TestServer server = TestServer.start();
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("1", "/topic/rooms.lobby");
      for (int i = 0; i < 500; i++) {
        alice.publish("/topic/rooms.lobby", "x".repeat(500));
      }
      alice.send("SEND\ndestination:/topic/rooms.lobby\nreceipt:last\n\nlast");
      int heard = 0;
      for (var frame = alice.read(); !frame.command().equals("RECEIPT"); frame = alice.read()) {
        heard++;
      }

      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);

      for (; heard <= 500; heard++) {
        assertThat(alice.read().command()).isEqualTo("MESSAGE");
      }
      RawWebSocket.Frame close = alice.readClose();
      alice.webSocket().send(RawWebSocket.CLOSE, close.payload());
      stopped.join();
      assertThat(close.closeCode()).isEqualTo(1012);
    }
  }

  @Test
  void letsControllersFinishAndNobodyInMeanwhile() throws Exception {
    TestServer server =
        TestServer.startWith(new Class<?>[] {Slow.class}, "management.server.port=0");
    int port = server.port();
    int management = server.managementPort();
    Slow slow = server.bean(Slow.class);
    try (StompSocket alice = StompSocket.connect(port, "alice")) {
      alice.send("SEND\ndestination:/app/slow\nreceipt:done\n\n");
      slow.entered.await();
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
      awaitDraining(port);

      try (RawWebSocket late = RawWebSocket.request(port, RawWebSocket.handshake(port, "/ws"))) {
        assertThat(late.status()).isEqualTo(503);
        assertThat(late.header("Retry-After")).isEqualTo("10");
        assertThat(late.body()).isEqualTo("The server is restarting.\n");
      }
      assertThat(SockJsHttp.session(port).poll().statusCode()).isEqualTo(503);
      assertThat(SockJsHttp.get(port, "/sockjs/info").statusCode()).isEqualTo(503);
      HttpResponse<String> readiness = SockJsHttp.get(management, "/actuator/health/readiness");
      assertThat(readiness.statusCode()).isEqualTo(503);
      assertThat(readiness.body()).isEqualTo("{\"status\":\"OUT_OF_SERVICE\"}");
      assertThat(SockJsHttp.get(management, "/actuator/health/liveness").statusCode())
          .isEqualTo(200);

      alice.send("SEND\ndestination:/app/slow\nreceipt:too late\n\n");
      slow.released.countDown();
      assertThat(alice.read().header("receipt-id")).isEqualTo("done");
      RawWebSocket.Frame close = alice.readClose();
      alice.webSocket().send(RawWebSocket.CLOSE, close.payload());
      stopped.join();
      assertThat(close.closeReason()).isEqualTo(GOODBYE);
    } finally {
      slow.released.countDown();
    }
  }

  private static void awaitDraining(int port) throws IOException {
    while (SockJsHttp.get(port, "/sockjs/info").statusCode() == 200) {
      Thread.onSpinWait();
    }
  }

  @Test
  void waitsForNobodyForEver() throws IOException {
    TestServer server = TestServer.start("switchboard.limits.close-timeout=200ms");
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {

      server.close();

      assertThat(alice.webSocket().readClose().closeCode()).isEqualTo(1012);
    }
  }

  @Test
  void isNotCutShortByTheTimeoutOfThePhase() throws IOException {
    TestServer server =
        TestServer.start(
            "spring.lifecycle.timeout-per-shutdown-phase=1ms",
            "switchboard.drain.rate=1",
            "switchboard.limits.close-timeout=200ms");
    try (StompSocket alice = StompSocket.connect(server.port(), "alice");
        StompSocket bob = StompSocket.connect(server.port(), "bob")) {

      server.close();

      assertThat(alice.webSocket().readClose().closeReason())
          .startsWith("restarting, retry-after=");
      assertThat(bob.webSocket().readClose().closeReason()).startsWith("restarting, retry-after=");
    }
  }

  @Test
  void refusesATimeThatCannotBe() {
    assertThatThrownBy(() -> TestServer.start("switchboard.drain.timeout=0s"))
        .rootCause()
        .hasMessage("switchboard.drain.timeout is PT0S: it takes a time from 1s to 1h");
  }
}
