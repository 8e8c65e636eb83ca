package io.switchboard.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.testing.CutCable;
import io.switchboard.testing.NarrowSocket;
import io.switchboard.testing.RabbitMq;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.stereotype.Controller;

/// RabbitMQ is not there, goes, comes back.
class RelayOutageTests {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RabbitMq rabbit = RabbitMq.require();
  private CutCable cable;

  @Controller
  static class Desk {

    private final SimpMessagingTemplate template;

    Desk(SimpMessagingTemplate template) {
      this.template = template;
    }

    @MessageMapping("say")
    void say(String text) {
      template.convertAndSend("/topic/rooms.a", text);
    }
  }

  @BeforeEach
  void join() throws IOException {
    cable = new CutCable(rabbit.host(), rabbit.port());
  }

  @AfterEach
  void cut() throws IOException {
    cable.close();
  }

  @Test
  void startsWithoutItAndTellsClientsToComeBack() throws Exception {
    cable.cut();
    try (TestServer server = start()) {
      assertTurnedAway(server);
      assertThat(health(server)).isEqualTo(503);

      cable.join();
      awaitAvailable(server);
      assertThat(health(server)).isEqualTo(200);

      try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
        alice.subscribe("1", "/topic/rooms.a");
        alice.publish("/topic/rooms.a", "heard");
        assertThat(alice.read().body()).isEqualTo("heard");
      }
    }
  }

  @Test
  void closesAllWhenItIsLostAndTakesThemBack() throws Exception {
    try (TestServer server = start()) {
      List<StompSocket> clients = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        StompSocket client = StompSocket.connect(server.port(), "alice");
        client.subscribe("1", "/topic/rooms.a");
        clients.add(client);
      }

      cable.cut();

      for (StompSocket client : clients) {
        RawWebSocket.Frame close = client.readClose();
        assertThat(close.closeCode()).isEqualTo(1013);
        assertThat(close.closeReason())
            .matches("the message broker cannot be reached, retry-after=\\d+");
        client.close();
      }
      assertTurnedAway(server);
      cable.join();
      awaitAvailable(server);
      SimpMessagingTemplate template = server.bean(SimpMessagingTemplate.class);
      try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
        alice.subscribe("1", "/topic/rooms.a");
        template.convertAndSend("/topic/rooms.a", "back");
        assertThat(alice.read().body()).isEqualTo("back");
      }
    }
  }

  @Test
  void refusesWhatTheApplicationSendsMeanwhile() throws Exception {
    cable.cut();
    try (TestServer server = start()) {
      SimpMessagingTemplate template = server.bean(SimpMessagingTemplate.class);

      assertThatThrownBy(() -> template.convertAndSend("/topic/rooms.a", "x"))
          .isInstanceOf(MessageDeliveryException.class)
          .hasMessageNotContaining(String.valueOf(cable.port()));
    }
  }

  /// The subscriber's connection to RabbitMQ goes on; its own socket is full.
  @Test
  void closesWhoReadsTooSlowly() throws Exception {
    try (TestServer server = start("switchboard.limits.outbox=128KB");
        StompSocket slow = NarrowSocket.stomp(server.port(), "slow");
        StompSocket healthy = StompSocket.connect(server.port(), "healthy");
        StompSocket publisher = StompSocket.connect(server.port(), "publisher")) {
      slow.subscribe("1", "/topic/flooded");
      healthy.subscribe("1", "/topic/flooded");

      for (int i = 0; i < 1_000; i++) {
        publisher.publish("/topic/flooded", i + "x".repeat(1_000));
        assertThat(healthy.read().body()).startsWith(i + "x");
      }

      RawWebSocket.Frame frame = slow.readFrame();
      while (frame.opcode() != RawWebSocket.CLOSE) {
        frame = slow.readFrame();
      }
      assertThat(frame.closeCode()).isEqualTo(4001);
    }
  }

  @Test
  void givesItsConnectionsBackWhenOnlyItsOwnIsLost() throws Exception {
    String user = "system" + cable.port();
    rabbit.control("add_user", user, "x");
    rabbit.control("set_permissions", user, ".*", ".*", ".*");
    try (TestServer server =
        start("switchboard.relay.system-login=" + user, "switchboard.relay.system-passcode=x")) {
      List<StompSocket> clients = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        clients.add(StompSocket.connect(server.port(), "alice"));
      }
      rabbit.control("delete_user", user);

      for (StompSocket client : clients) {
        assertThat(client.readClose().closeCode()).isEqualTo(1013);
        client.close();
      }
      await().atMost(PATIENCE).until(() -> cable.connections() <= 1); // its own is tried again
    }
  }

  /// Who comes while the others are gone already is sent back as far as they were.
  @Test
  void spreadsReconnectsByHowManyWereLost() throws Exception {
    try (TestServer server = start("switchboard.relay.reconnect-rate=1")) {
      List<StompSocket> clients = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        clients.add(StompSocket.connect(server.port(), "user" + i));
      }
      cable.cut();
      for (StompSocket client : clients) {
        client.readClose();
        client.close();
      }
      SwitchboardBroker broker = server.bean(SwitchboardBroker.class);
      await().atMost(PATIENCE).until(() -> broker.sessions() == 0);

      int latest = 0;
      for (int i = 0; i < 10; i++) {
        latest = Math.max(latest, Integer.parseInt(assertTurnedAway(server).header("retry-after")));
      }
      assertThat(latest).isGreaterThan(5); // else once in 50 million
    }
  }

  @Test
  void refusesAWrongPasscodeWithoutTellingClientsOfIt() throws Exception {
    try (TestServer server = start("switchboard.relay.passcode=wrong")) {
      Received error = assertTurnedAway(server);

      assertThat(error.toString()).doesNotContainIgnoringCase("rabbit", "guest", "passcode");
    }
  }

  @Test
  void givesItsConnectionsBack() throws Exception {
    try (TestServer server = start()) {
      awaitAvailable(server);
      for (int i = 0; i < 20; i++) {
        StompSocket client = StompSocket.connect(server.port(), "alice");
        if (i % 2 == 0) {
          client.send("DISCONNECT\n\n");
          client.readClose();
        }
        client.close();
      }

      await().atMost(PATIENCE).until(() -> cable.connections() == 1);
    }
  }

  @Test
  void outlivesARestartOfRabbitMqItself() throws Exception {
    try (TestServer server = start();
        StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      rabbit.control("stop_app");
      try {
        assertThat(alice.readClose().closeCode()).isEqualTo(1013);
      } finally {
        rabbit.control("start_app");
      }

      awaitAvailable(server);
      StompSocket.connect(server.port(), "alice").close();
    }
  }

  private static Received assertTurnedAway(TestServer server) throws IOException {
    try (StompSocket client = StompSocket.open(server.port())) {
      client.send("CONNECT\naccept-version:1.2\npasscode:" + TestServer.token("alice") + "\n\n");
      Received error = client.read();
      RawWebSocket.Frame close = client.readClose();
      assertThat(error.command()).isEqualTo("ERROR");
      assertThat(error.headers()).containsEntry("code", "unavailable").containsKey("retry-after");
      assertThat(close.closeCode()).isEqualTo(1013);
      assertThat(close.closeReason()).contains("retry-after=");
      return error;
    }
  }

  private static int health(TestServer server) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + server.managementPort() + "/actuator/health");
      return client
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static void awaitAvailable(TestServer server) {
    SwitchboardBroker broker = server.bean(SwitchboardBroker.class);
    await().atMost(PATIENCE).until(broker::isBrokerAvailable);
  }

  private TestServer start(String... properties) {
    List<String> all = new ArrayList<>(List.of(rabbit.properties("127.0.0.1", cable.port())));
    all.add("management.server.port=0");
    all.addAll(List.of(properties));
    return TestServer.startWith(new Class<?>[] {Desk.class}, all.toArray(String[]::new));
  }
}
