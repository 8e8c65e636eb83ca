package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// One address asks for handshakes as fast as it can, and another one has its chats meanwhile.
class HandshakeFloodTests {

  private static final int ATTACKERS = 16;

  private static final int LEAST_HANDSHAKES = 20_000;

  private static final int LEAST_CHATS = 10;

  /// Many times what a chat takes where nobody attacks, on a machine that is busy besides.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger admitted = new AtomicInteger();

  @Test
  void disturbsNobodyElse() throws Exception {
    try (TestServer server =
            TestServer.start(
                "switchboard.limits.handshakes=1000",
                "switchboard.limits.handshakes-per-address=50",
                "switchboard.limits.handshake-burst=200");
        ExecutorService attackers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> attacks = new ArrayList<>();
      for (int i = 0; i < ATTACKERS; i++) {
        attacks.add(attackers.submit(() -> attack(server.port())));
      }

      List<Duration> chats = new ArrayList<>();
      try {
        while (chats.size() < LEAST_CHATS || sent.get() < LEAST_HANDSHAKES) {
          long begun = System.nanoTime();
          chat(server.port(), chats.size());
          chats.add(Duration.ofNanos(System.nanoTime() - begun));
        }
      } finally {
        over.set(true);
      }
      for (Future<?> attack : attacks) {
        attack.get();
      }

      assertThat(chats).allSatisfy(chat -> assertThat(chat).isLessThan(PATIENCE));
      assertThat(admitted.get()).isBetween(200, LEAST_HANDSHAKES / 2);
      assertThat(refused(server, "handshakes-per-address")).isEqualTo(sent.get() - admitted.get());
      assertThat(refused(server, "handshakes")).isZero();
    }
  }

  /// Comes, talks and goes, each time from another address: these have their limits, too.
  private static void chat(int port, int number) throws IOException {
    String address = "127.0.1." + (1 + number % 250);
    try (StompSocket alice =
            StompSocket.connect(open(port, address), "alice", "accept-version:1.2");
        StompSocket bob = StompSocket.connect(open(port, address), "bob", "accept-version:1.2")) {
      bob.subscribe("1", "/topic/rooms.lobby");
      for (int i = 0; i < 50; i++) {
        alice.publish("/topic/rooms.lobby", "undisturbed");
        assertThat(bob.read().body()).isEqualTo("undisturbed");
      }
    }
  }

  private static RawWebSocket open(int port, String address) throws IOException {
    return RawWebSocket.open(socket(port, address), port, "/ws");
  }

  private static Socket socket(int port, String address) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.ofLiteral(address), 0);
  }

  /// Handshakes from 127.0.0.2, on one connection as long as that lasts.
  private Void attack(int port) throws IOException {
    byte[] handshake = RawWebSocket.handshake(port, "/ws").getBytes(StandardCharsets.UTF_8);
    while (!over.get()) {
      try (Socket socket = socket(port, "127.0.0.2")) {
        attack(socket, handshake);
      }
    }
    return null;
  }

  private void attack(Socket socket, byte[] handshake) throws IOException {
    while (!over.get()) {
      sent.incrementAndGet();
      if (!isRefused(socket, handshake)) {
        admitted.incrementAndGet();
        return;
      }
    }
  }

  /// Reads the refusal whole, so that the connection serves for another one.
  private static boolean isRefused(Socket socket, byte[] handshake) throws IOException {
    socket.getOutputStream().write(handshake);
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    byte[] buffer = new byte[1024];
    do {
      int read = in.read(buffer);
      assertThat(read).as("cut without an answer").isPositive();
      answer.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
      if (answer.indexOf(" 101 ") > 0) {
        return false;
      }
    } while (answer.indexOf(" address.\n") < 0);
    return true;
  }

  private static double refused(TestServer server, String reason) {
    return server
        .bean(MeterRegistry.class)
        .get("switchboard.handshakes.refused")
        .tag("reason", reason)
        .functionCounter()
        .count();
  }
}
