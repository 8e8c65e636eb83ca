package io.switchboard.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchboard.testing.RabbitMq;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.simp.SimpMessagingTemplate;

/// RabbitMQ is there, and takes nothing, refuses, or has enough connections.
class RelayRefusalTests {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Messages of 60 KB, more than fit into all that lies between a client and RabbitMQ.
  private static final int MANY = 600;

  private final AtomicInteger sent = new AtomicInteger();
  private final RabbitMq rabbit = RabbitMq.require();

  /// With its alarm on, RabbitMQ reads nothing more from who publishes.
  @Test
  void goesOnWhenRabbitMqTakesMessagesAgain() throws Exception {
    try (TestServer server = start();
        StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.publish("/topic/rooms.a", "first");
      rabbit.control("set_vm_memory_high_watermark", "0.000001");
      try {
        alice.send("SEND\ndestination:/topic/rooms.a\nreceipt:r\n\nsecond");
        for (int i = 0; i < 40; i++) {
          alice.publish("/topic/rooms.a", "x".repeat(60_000));
        }
      } finally {
        rabbit.control("set_vm_memory_high_watermark", "0.6");
      }

      assertThat(alice.read().header("receipt-id")).isEqualTo("r");
      alice.send("DISCONNECT\nreceipt:bye\n\n");
      assertThat(alice.read().header("receipt-id")).isEqualTo("bye");
    }
  }

  /// With an alarm that outlasts heart-beats, and a client that waits for room all that time.
  @Test
  void goesOnAfterAnAlarmOfSeveralHeartBeats() throws Exception {
    try (TestServer server = start("switchboard.relay.heart-beat=2s");
        RabbitStomp clock = new RabbitStomp(rabbit, 1000);
        StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.publish("/topic/rooms.a", "first");
      rabbit.control("set_vm_memory_high_watermark", "0.000001");
      Thread sender = Thread.ofVirtual().unstarted(() -> publishMuch(alice));
      try {
        sender.start();
        await().atMost(PATIENCE).until(() -> sent.get() > 0);
        awaitStandstill(clock);
        for (int i = 0; i < 8; i++) {
          clock.awaitBeat(); // each a second
        }
        assertThat(sender.isAlive()).isTrue();
      } finally {
        rabbit.control("set_vm_memory_high_watermark", "0.6");
      }

      assertThat(sender.join(PATIENCE)).isTrue();
      assertThat(sent).hasValue(MANY);
      alice.send("DISCONNECT\nreceipt:bye\n\n");
      assertThat(alice.read().header("receipt-id")).isEqualTo("bye");
      for (int i = 0; i < 8; i++) { // on each of the relay's threads
        try (StompSocket client = StompSocket.connect(server.port(), "bob")) {
          client.subscribe("1", "/topic/rooms.a");
        }
      }
    }
  }

  private void publishMuch(StompSocket client) {
    try {
      for (int i = 0; i < MANY; i++) {
        client.publish("/topic/rooms.a", "x".repeat(60_000));
        sent.incrementAndGet();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Until all that lies between who publishes and RabbitMQ is full.
  private void awaitStandstill(RabbitStomp clock) throws IOException {
    int before = -1;
    while (before != sent.get()) {
      before = sent.get();
      clock.awaitBeat();
    }
  }

  /// What the application sends waits for room, and is refused when that takes too long.
  @Test
  void keepsTheApplicationWaitingNoLongerThanItMay() throws Exception {
    try (TestServer server = start("switchboard.relay.connect-timeout=3s");
        StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      SimpMessagingTemplate template = server.bean(SimpMessagingTemplate.class);
      alice.subscribe("1", "/topic/rooms.a");
      rabbit.control("set_vm_memory_high_watermark", "0.000001");
      try {
        assertThatThrownBy(
                () -> {
                  for (int i = 0; i < 2000; i++) {
                    template.convertAndSend("/topic/rooms.b", "x".repeat(60_000));
                  }
                })
            .isInstanceOf(MessageDeliveryException.class);
      } finally {
        rabbit.control("set_vm_memory_high_watermark", "0.6");
      }

      await().atMost(PATIENCE).untilAsserted(() -> template.convertAndSend("/topic/rooms.a", "x"));
      assertThat(alice.read().body()).isEqualTo("x");
    }
  }

  @Test
  void tellsARefusalOfRabbitMqsOnceAndAlwaysTheSame() throws Exception {
    String user = "limited";
    rabbit.control("add_user", user, "x");
    rabbit.control("set_permissions", user, "", "", "");
    try (TestServer server =
        start(
            "switchboard.relay.system-login=" + rabbit.login(),
            "switchboard.relay.system-passcode=" + rabbit.passcode(),
            "switchboard.relay.login=" + user,
            "switchboard.relay.passcode=x")) {
      for (int i = 0; i < 10; i++) {
        try (StompSocket client = StompSocket.connect(server.port(), "alice")) {
          client.send("SUBSCRIBE\nid:1\nreceipt:r\ndestination:/topic/rooms.a\n\n");

          Received error = client.read();
          assertThat(error.command()).isEqualTo("ERROR");
          assertThat(error.header("code")).isIn("forbidden", "internal-error");
          assertThat(client.readClose().closeCode()).isNotEqualTo(1013);
        }
      }
    } finally {
      rabbit.control("delete_user", user);
    }
  }

  @Test
  void letsNoMoreInThanItMayOpenConnections() throws Exception {
    try (TestServer server = start("switchboard.relay.max-connections=1");
        StompSocket alice = StompSocket.connect(server.port(), "alice");
        StompSocket second = StompSocket.open(server.port())) {
      second.send("CONNECT\naccept-version:1.2\npasscode:" + TestServer.token("bob") + "\n\n");

      assertThat(second.read().headers()).containsEntry("code", "overloaded");
      assertThat(second.readClose().closeCode()).isEqualTo(1013);
      alice.subscribe("1", "/topic/rooms.a");
    }
  }

  private TestServer start(String... properties) {
    List<String> all = new ArrayList<>(List.of(rabbit.properties()));
    all.addAll(List.of(properties));
    return TestServer.startWith(new Class<?>[0], all.toArray(String[]::new));
  }
}
