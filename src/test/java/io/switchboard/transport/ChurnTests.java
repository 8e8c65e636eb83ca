package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.broker.BrokerProbe;
import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.testing.TestServer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.simp.user.SimpUserRegistry;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;

class ChurnTests {

  private static final int DEPARTURES = 2_000;

  private static final int AT_A_TIME = 16;

  private static final Pattern COLUMNS = Pattern.compile("\\s+");

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// What a session is made of, on its way from the socket to the lane.
  private static final List<String> OF_A_SESSION =
      List.of(
          "io.switchboard.broker.Session",
          "io.switchboard.broker.Subscription",
          "io.switchboard.broker.Outbox",
          "io.switchboard.broker.Liveness",
          "io.switchboard.broker.Run",
          "io.switchboard.security.Pace",
          "io.switchboard.transport.OutboundSession",
          "io.switchboard.transport.OutboxExtension",
          "io.switchboard.transport.JettyWire",
          "io.switchboard.transport.MessageWire",
          "org.eclipse.jetty.websocket.core.WebSocketCoreSession");

  @Test
  void leavesNothingBehind() throws Exception {
    Map<String, Long> before = instances();
    Class<?>[] beans = {BrokerProbe.class, Abandonment.class};
    try (TestServer server = TestServer.startWith(beans)) {
      Abandonment abandonment = server.bean(Abandonment.class);
      abandonment.after(Duration.ofMillis(200));
      Departure.SOCKJS_POLLING_ABANDONED_AT_ONCE.happen(server.port());

      abandonment.after(Duration.ofMinutes(1));
      churn(server.port());
      abandonment.after(Duration.ofMillis(200));

      SubProtocolWebSocketHandler handler = server.bean(SubProtocolWebSocketHandler.class);
      BrokerProbe probe = server.bean(BrokerProbe.class);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            assertThat(handler.getStats().getWebSocketSessions()).isZero();
            assertThat(handler.getStatsInfo()).startsWith("0 current WS(0)");
            assertThat(server.bean(SimpUserRegistry.class).getUserCount()).isZero();
            assertThat(server.bean(SwitchboardBroker.class).subscriptions()).isZero();
            assertThat(probe.deadlines()).isZero();
            assertThat(probe.registriesAreEmpty()).isTrue();
          });
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(grown(before)).isEmpty());
    }
  }

  /// All kinds in turn, some at a time.
  private static void churn(int port) throws Exception {
    Departure[] kinds = Departure.values();
    Semaphore turns = new Semaphore(AT_A_TIME);
    List<Future<?>> departures = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < DEPARTURES; i++) {
        Departure kind = kinds[i % kinds.length];
        turns.acquire();
        departures.add(
            clients.submit(() -> {
              try {
                kind.happen(port);
                return kind;
              } finally {
                turns.release();
              }
            }));
      }
      for (Future<?> departure : departures) {
        departure.get();
      }
    }
  }

  /// The classes of a session that have more reachable objects than before.
  private static Map<String, Long> grown(Map<String, Long> before) throws JMException {
    Map<String, Long> now = instances();
    now.entrySet().removeIf(one -> one.getValue() <= before.getOrDefault(one.getKey(), 0L));
    return now;
  }

  /// Objects that are reachable, by class, as the JVM's own diagnostic command counts them.
  private static Map<String, Long> instances() throws JMException {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    Map<String, Long> instances = new TreeMap<>();
    for (String line : histogram.lines().toList()) {
      String[] columns = COLUMNS.split(line.strip(), -1); // rank, instances, bytes, class
      if (columns.length > 3 && OF_A_SESSION.contains(columns[3])) {
        instances.put(columns[3], Long.parseLong(columns[1]));
      }
    }
    return instances;
  }
}
