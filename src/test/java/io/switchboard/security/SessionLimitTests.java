package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.stereotype.Controller;

/// How many sessions there may be, over real sockets.
class SessionLimitTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void refusesAUserOneTooMany() throws IOException {
    try (TestServer server = TestServer.start("switchboard.limits.sessions-per-user=2");
        StompSocket first = StompSocket.connect(server.port(), "alice");
        StompSocket second = StompSocket.connect(server.port(), "alice");
        StompSocket bob = StompSocket.connect(server.port(), "bob");
        StompSocket third = StompSocket.open(server.port())) {
      third.send(connect("alice"));

      StompSocket.Received error = third.read();
      assertThat(error.header("code")).isEqualTo("limit-reached");
      assertThat(error.body()).contains("A user may have 2 sessions at a time.");
      assertThat(third.readClose().closeCode()).isEqualTo(4429);
      assertThat(refused(server, "sessions", "sessions-per-user")).isEqualTo(1);

      first.webSocket().cut();
      await().atMost(PATIENCE).until(() -> connects(server, "alice"));
      second.subscribe("1", "/topic/lives");
      bob.subscribe("1", "/topic/lives");
    }
  }

  @Test
  void countsNoAnonymousSessions() throws IOException {
    List<StompSocket> all = new ArrayList<>();
    try (TestServer server =
        TestServer.start(
            "switchboard.limits.sessions-per-user=1", "switchboard.auth.anonymous=true")) {
      for (int i = 0; i < 5; i++) {
        StompSocket anonymous = StompSocket.open(server.port());
        anonymous.send("CONNECT\naccept-version:1.2\n\n");
        assertThat(anonymous.read().command()).isEqualTo("CONNECTED");
        all.add(anonymous);
      }

      assertThat(server.bean(SessionLimits.class).users()).isZero();
      assertThat(server.bean(SessionLimits.class).open()).isEqualTo(5);
    }
    closeAll(all);
  }

  @Test
  void turnsAnAddressAwayThatHasAsManyAsAllowed() throws IOException {
    try (TestServer server = TestServer.start("switchboard.limits.sessions-per-address=2");
        StompSocket first = StompSocket.connect(server.port(), "alice");
        StompSocket second = StompSocket.open(server.port())) {
      await().atMost(PATIENCE).until(() -> server.bean(SessionLimits.class).open() == 2);
      try (RawWebSocket answer = handshake(server.port())) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.body()).isEqualTo("Too many sessions from this address.\n");
      }
      assertThat(SockJsHttp.session(server.port()).poll().statusCode()).isEqualTo(429);
      try (StompSocket neighbour = from("127.0.0.2", server.port(), "bob")) {
        neighbour.subscribe("1", "/topic/rooms.lobby");
      }
      assertThat(refused(server, "handshakes", "sessions-per-address")).isEqualTo(2);

      second.webSocket().cut();
      await().atMost(PATIENCE).until(() -> connects(server, "carol"));
      first.subscribe("1", "/topic/lives");
    }
  }

  @Test
  void turnsAllAwayWhenItIsFull() throws IOException {
    try (TestServer server = TestServer.start("switchboard.limits.sessions=2");
        StompSocket first = StompSocket.connect(server.port(), "alice");
        StompSocket second = from("127.0.0.2", server.port(), "bob");
        RawWebSocket answer = handshake(server.port())) {
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isEqualTo("5");
      assertThat(answer.body()).isEqualTo("The server is full.\n");
      assertThat(refused(server, "handshakes", "sessions")).isEqualTo(1);
      assertThat(
              server
                  .bean(MeterRegistry.class)
                  .get("switchboard.sessions.active")
                  .tag("transport", "websocket")
                  .gauge()
                  .value())
          .isEqualTo(2);
      first.subscribe("1", "/topic/lives");
      second.subscribe("1", "/topic/lives");
    }
  }

  /// Handshakes are judged before they are sessions, so that more may pass than there is room for.
  @Test
  void refusesTheConnectsOfThoseWhoCameAllAtOnce() throws Exception {
    List<Future<StompSocket>> storm = new ArrayList<>();
    try (TestServer server = TestServer.start("switchboard.limits.sessions=10");
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      CyclicBarrier together = new CyclicBarrier(100);
      for (int i = 0; i < 100; i++) {
        String user = "user-" + i;
        storm.add(
            clients.submit(() -> {
              together.await();
              return StompSocket.connect(server.port(), user);
            }));
      }
      List<StompSocket> connected = new ArrayList<>();
      List<String> refused = new ArrayList<>();
      for (Future<StompSocket> client : storm) {
        try {
          connected.add(client.get());
        } catch (ExecutionException e) {
          refused.add(String.valueOf(e.getCause()));
        }
      }

      assertThat(connected).hasSize(10);
      assertThat(refused).allMatch(why -> why.contains(" 503 ") || why.contains("overloaded"));
      assertThat(server.bean(SessionLimits.class).open()).isEqualTo(10);
      closeAll(connected);
    }
  }

  @Controller
  static class Addresses {

    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

    @MessageMapping("where")
    void where(SimpMessageHeaderAccessor headers) {
      Map<String, Object> attributes = Objects.requireNonNull(headers.getSessionAttributes());
      told.add(String.valueOf(attributes.get(AddressInterceptor.ADDRESS)));
    }
  }

  @Test
  void tellsControllersTheAddressOfASession() throws Exception {
    Class<?>[] controllers = {Addresses.class};
    try (TestServer server = TestServer.startWith(controllers);
        StompSocket alice = from("127.0.0.3", server.port(), "alice")) {
      alice.publish("/app/where", "");

      assertThat(server.bean(Addresses.class).told.poll(15, TimeUnit.SECONDS))
          .isEqualTo("127.0.0.3");
    }
  }

  private static double refused(TestServer server, String what, String reason) {
    return server
        .bean(MeterRegistry.class)
        .get("switchboard." + what + ".refused")
        .tag("reason", reason)
        .functionCounter()
        .count();
  }

  private static boolean connects(TestServer server, String user) {
    try {
      StompSocket.connect(server.port(), user).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String connect(String user) {
    return "CONNECT\naccept-version:1.2\nAuthorization:Bearer " + TestServer.token(user) + "\n\n";
  }

  private static RawWebSocket handshake(int port) throws IOException {
    return RawWebSocket.request(port, RawWebSocket.handshake(port, "/ws"));
  }

  private static StompSocket from(String address, int port, String user) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    return StompSocket.connect(RawWebSocket.open(socket, port, "/ws"), user, "accept-version:1.2");
  }

  private static void closeAll(List<StompSocket> sockets) throws IOException {
    for (StompSocket socket : sockets) {
      socket.close();
    }
  }
}
