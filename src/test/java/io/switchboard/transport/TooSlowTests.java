package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.switchboard.broker.BrokerProbe;
import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.testing.NarrowSocket;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestCertificate;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class TooSlowTests {

  private static final String CHANNEL = "/topic/flooded";

  private static final int OUTBOX_BYTES = 128 * 1024;

  /// What the kernel may hold for a slow client, the outbox's bound, and as much again.
  private static final int FLOOD_BYTES = 768 * 1024;

  /// A lane looks at the bound after each batch, and a batch ends with the frame that fills it.
  private static final int BATCH_BYTES = (256 + 64 + 1) * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  static final List<Arguments> BODIES =
      List.of(argumentSet("small", 1_000), argumentSet("the largest", 64 * 1024));

  @ParameterizedTest
  @FieldSource("BODIES")
  void closesWhoIsOverTheBoundAndServesTheOthers(int bodyBytes) throws IOException {
    try (TestServer server = start("limits.outbox=128KB", "limits.close-timeout=1m");
        StompSocket slow = NarrowSocket.stomp(server.port(), "slow");
        StompSocket healthy = StompSocket.connect(server.port(), "healthy");
        StompSocket publisher = StompSocket.connect(server.port(), "publisher")) {
      BrokerProbe probe = server.bean(BrokerProbe.class);
      slow.subscribe("1", CHANNEL);
      healthy.subscribe("1", CHANNEL);

      for (int i = 0; i < FLOOD_BYTES / bodyBytes; i++) {
        String body = i + "x".repeat(bodyBytes - 4);
        publisher.publish(CHANNEL, body);
        assertThat(healthy.read().body()).isEqualTo(body);
        assertThat(probe.unsentBytes("slow")).isLessThan(OUTBOX_BYTES + BATCH_BYTES);
      }

      Transcript heard = Transcript.untilClose(slow);
      slow.webSocket().send(RawWebSocket.CLOSE, new byte[] {3, (byte) 0xe8});
      assertThat(heard.closeCode()).isEqualTo(4001);
      assertThat(heard.assertOffsetsWithoutHoles().messages()).isNotEmpty();
      heard.assertNothingFollows();
    }
  }

  /// The close frame comes behind a frame that was cut in two by the full socket, and a record of
  /// TLS with it.
  @ParameterizedTest
  @FieldSource("BODIES")
  void closesItOverTlsToo(int bodyBytes, @TempDir Path directory) throws Exception {
    TestCertificate certificate = TestCertificate.create(directory);
    try (TestServer server = startWith(properties(certificate));
        StompSocket slow =
            NarrowSocket.stomp(
                certificate.over(NarrowSocket.connect(server.port())), server.port(), "slow");
        StompSocket publisher =
            NarrowSocket.stomp(
                certificate.over(new Socket(InetAddress.getLoopbackAddress(), server.port())),
                server.port(),
                "publisher")) {
      slow.subscribe("1", CHANNEL);

      flood(publisher, bodyBytes);

      Transcript heard = Transcript.untilClose(slow);
      slow.webSocket().send(RawWebSocket.CLOSE, new byte[] {3, (byte) 0xe8});
      assertThat(heard.closeCode()).isEqualTo(4001);
      assertThat(heard.assertOffsetsWithoutHoles().messages()).isNotEmpty();
      heard.assertNothingFollows();
    }
  }

  private static String[] properties(TestCertificate certificate) {
    Stream<String> limits =
        Stream.of("switchboard.limits.outbox=128KB", "switchboard.limits.close-timeout=1m");
    return Stream.concat(limits, Stream.of(certificate.serverProperties())).toArray(String[]::new);
  }

  @Test
  void cutsWhoNeverReadsAgain() throws IOException {
    try (TestServer server =
            start("limits.outbox=128KB", "limits.send-timeout=1m", "limits.close-timeout=200ms");
        StompSocket slow = NarrowSocket.stomp(server.port(), "slow");
        StompSocket publisher = StompSocket.connect(server.port(), "publisher")) {
      slow.subscribe("1", CHANNEL);

      flood(publisher);

      SwitchboardBroker broker = server.bean(SwitchboardBroker.class);
      await().atMost(PATIENCE).until(() -> broker.subscriptions() == 0);
      BrokerProbe probe = server.bean(BrokerProbe.class);
      await()
          .atMost(PATIENCE)
          .until(() -> probe.deadlines() == 2); // the publisher's, and its token's
      assertThatThrownBy(() -> Transcript.untilClose(slow)).isInstanceOf(IOException.class);
    }
  }

  /// The bound is far, and nothing more is published: only the timer can find it.
  @Test
  void closesWhoseWriteDoesNotEnd() throws IOException {
    try (TestServer server =
            start(
                "limits.send-timeout=200ms",
                "limits.close-timeout=1m",
                "limits.connect-timeout=2s",
                "lanes=1");
        StompSocket slow = NarrowSocket.stomp(server.port(), "slow");
        StompSocket publisher = StompSocket.connect(server.port(), "publisher")) {
      slow.subscribe("1", CHANNEL);

      flood(publisher);
      awaitDeadlinesAfter(server);

      Transcript heard = Transcript.untilClose(slow);
      slow.webSocket().send(RawWebSocket.CLOSE, new byte[] {3, (byte) 0xe8});
      assertThat(heard.closeCode()).isEqualTo(4001);
      int count = heard.assertOffsetsWithoutHoles().messages().size();
      assertThat(count).isBetween(1, FLOOD_BYTES / 1000 - 1);
      heard.assertNothingFollows();
    }
  }

  /// Another connection of the same lane gets later into trouble, and is out of it.
  private static void awaitDeadlinesAfter(TestServer server) throws IOException {
    try (StompSocket silent = StompSocket.open(server.port())) {
      assertThat(silent.readClose().closeCode()).isEqualTo(4408);
    }
  }

  private static void flood(StompSocket publisher) throws IOException {
    flood(publisher, 1000);
  }

  private static void flood(StompSocket publisher, int bodyBytes) throws IOException {
    for (int i = 0; i < FLOOD_BYTES / bodyBytes; i++) {
      publisher.publish(CHANNEL, "x".repeat(bodyBytes));
    }
    publisher.send("SEND\ndestination:/topic/other\nreceipt:published\n\n");
    assertThat(publisher.read().header("receipt-id")).isEqualTo("published");
  }

  private static TestServer start(String... limits) {
    String[] properties = new String[limits.length];
    for (int i = 0; i < limits.length; i++) {
      properties[i] = "switchboard." + limits[i];
    }
    return startWith(properties);
  }

  private static TestServer startWith(String... properties) {
    return TestServer.startWith(new Class<?>[] {BrokerProbe.class}, properties);
  }
}
