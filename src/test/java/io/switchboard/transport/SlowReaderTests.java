package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.broker.BrokerProbe;
import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.testing.NarrowSocket;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestCertificate;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.messaging.simp.user.SimpUserRegistry;

/// A client that does not read while its channel is flooded, and goes on to send: each of the
/// outbox's and Jetty's own frames must come whole and in its turn once it reads again.
class SlowReaderTests {

  /// With their headers some 700 KB: more than all buffers between server and client hold, less
  /// than the outbox may.
  private static final int MESSAGES = 600;

  private static final int BACKED_UP_BYTES = 256 * 1024;

  private static final Map<Carrier, TestServer> SERVERS = new EnumMap<>(Carrier.class);

  enum Carrier {
    TCP,
    TLS
  }

  @TempDir private static Path directory;

  private static TestCertificate certificate;
  private static int channels;

  private String channel = "";

  @BeforeAll
  static void start() throws IOException, InterruptedException, GeneralSecurityException {
    certificate = TestCertificate.create(directory);
    Class<?>[] probe = {BrokerProbe.class};
    SERVERS.put(Carrier.TCP, TestServer.startWith(probe));
    SERVERS.put(Carrier.TLS, TestServer.startWith(probe, certificate.serverProperties()));
  }

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(TestServer::close);
  }

  @BeforeEach
  void chooseChannel() {
    channel = "/topic/slow." + channels++;
  }

  @ParameterizedTest
  @EnumSource
  void getsAllMessagesAndPongsInOrder(Carrier carrier) throws IOException {
    try (StompSocket slow = narrow(carrier);
        StompSocket publisher = publisher(carrier)) {
      slow.subscribe("1", channel);

      List<String> pings = floodAndPing(slow, publisher);
      assertBackedUp(carrier);
      publisher.publish(channel, "the end");

      Transcript heard = Transcript.until(slow, frame -> frame.body().equals("the end"));
      assertThat(heard.assertOffsetsWithoutHoles().messages()).hasSize(MESSAGES + 1);
      assertThat(heard.bodies().subList(0, MESSAGES)).isEqualTo(bodies());
      assertThat(heard.pongs()).isEqualTo(pings);
    }
  }

  @ParameterizedTest
  @EnumSource
  void getsItsReceiptAndTheCloseAfterAllThatWaited(Carrier carrier) throws IOException {
    try (StompSocket slow = narrow(carrier);
        StompSocket publisher = publisher(carrier)) {
      slow.subscribe("1", channel);

      List<String> pings = floodAndPing(slow, publisher);
      assertBackedUp(carrier);
      slow.send("DISCONNECT\nreceipt:bye\n\n");

      Transcript heard = Transcript.untilClose(slow);
      slow.webSocket().send(RawWebSocket.CLOSE, new byte[] {3, (byte) 0xe8});
      assertThat(heard.assertOffsetsWithoutHoles().bodies()).isEqualTo(bodies());
      assertThat(heard.pongs()).isEqualTo(pings);
      assertThat(heard.frames().getLast().header("receipt-id")).isEqualTo("bye");
      assertThat(heard.closeCode()).isEqualTo(1000);
      heard.assertNothingFollows();
    }
  }

  @ParameterizedTest
  @EnumSource
  void getsTheErrorAndTheCloseAfterAllThatWaited(Carrier carrier) throws IOException {
    try (StompSocket slow = narrow(carrier);
        StompSocket publisher = publisher(carrier)) {
      slow.subscribe("1", channel);

      List<String> pings = floodAndPing(slow, publisher);
      assertBackedUp(carrier);
      slow.send("NONSENSE\n\n");

      Transcript heard = Transcript.untilClose(slow);
      slow.webSocket().send(RawWebSocket.CLOSE, new byte[] {3, (byte) 0xe8});
      assertThat(heard.assertOffsetsWithoutHoles().bodies()).isEqualTo(bodies());
      assertThat(heard.pongs()).isEqualTo(pings);
      assertThat(heard.frames().getLast().command()).isEqualTo("ERROR");
      assertThat(heard.closeCode()).isEqualTo(4400);
      heard.assertNothingFollows();
    }
  }

  /// Each takes several records of TLS, and is cut wherever the socket is full.
  @ParameterizedTest
  @EnumSource
  void getsLargeMessagesWhole(Carrier carrier) throws IOException {
    try (StompSocket slow = narrow(carrier);
        StompSocket publisher = publisher(carrier)) {
      slow.subscribe("1", channel);
      List<String> large = IntStream.range(0, 14).mapToObj(i -> i + "x".repeat(60_000)).toList();

      for (String body : large) {
        publisher.publish(channel, body);
      }
      awaitPublished(publisher);
      assertBackedUp(carrier);
      publisher.publish(channel, "the end");

      Transcript heard = Transcript.until(slow, frame -> frame.body().equals("the end"));
      assertThat(heard.assertOffsetsWithoutHoles().bodies().subList(0, 14)).isEqualTo(large);
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingBehindWhenItIsCut(Carrier carrier) throws IOException {
    Socket below = NarrowSocket.connect(server(carrier).port());
    try (StompSocket publisher = publisher(carrier)) {
      int port = server(carrier).port();
      StompSocket slow = NarrowSocket.stomp(secured(carrier, below), port, "slow");
      slow.subscribe("1", channel);
      floodAndPing(slow, publisher);
      assertBackedUp(carrier);

      below.setSoLinger(true, 0);
      below.close();

      SwitchboardBroker broker = server(carrier).bean(SwitchboardBroker.class);
      await().until(() -> broker.subscriptions() == 1); // the publisher's
    }
  }

  /// Who closes wants nothing more: what waits is dropped, what is being written is finished.
  @ParameterizedTest
  @EnumSource
  void getsNothingAfterTheAnswerToItsClose(Carrier carrier) throws IOException {
    try (StompSocket slow = narrow(carrier);
        StompSocket publisher = publisher(carrier)) {
      slow.subscribe("1", channel);

      List<String> pings = floodAndPing(slow, publisher);
      assertBackedUp(carrier);
      slow.webSocket().send(RawWebSocket.CLOSE, new byte[] {3, (byte) 0xe8});
      slow.webSocket().send(RawWebSocket.PING, "too late".getBytes(StandardCharsets.UTF_8));
      SimpUserRegistry users = server(carrier).bean(SimpUserRegistry.class);
      await().until(() -> users.getUser("slow") == null);
      publisher.publish(channel, "too late");

      Transcript heard = Transcript.untilClose(slow);
      int count = heard.assertOffsetsWithoutHoles().messages().size();
      assertThat(count).isLessThan(MESSAGES);
      assertThat(heard.bodies()).isEqualTo(bodies().subList(0, count));
      assertThat(heard.pongs()).isEqualTo(pings.subList(0, heard.pongs().size()));
      assertThat(heard.closeCode()).isEqualTo(1000);
      heard.assertNothingFollows();
    }
  }

  /// Publishes all messages while the client that does not read pings.
  ///
  /// @return the payloads of the pings, all of which the server has read
  private List<String> floodAndPing(StompSocket slow, StompSocket publisher) throws IOException {
    List<String> pings = new ArrayList<>();
    for (String body : bodies()) {
      publisher.publish(channel, body);
      String ping = "ping " + pings.size();
      pings.add(ping);
      slow.webSocket().send(RawWebSocket.PING, ping.getBytes(StandardCharsets.UTF_8));
    }
    awaitPublished(publisher);
    slow.publish("/topic/fence", channel);
    assertThat(publisher.read().body()).isEqualTo(channel);
    return pings;
  }

  private static void awaitPublished(StompSocket publisher) throws IOException {
    publisher.send("SEND\ndestination:/topic/other\nreceipt:published\n\n");
    assertThat(publisher.read().header("receipt-id")).isEqualTo("published");
  }

  private static List<String> bodies() {
    String padding = "x".repeat(1000);
    return IntStream.range(0, MESSAGES).mapToObj(i -> i + " " + padding).toList();
  }

  private static void assertBackedUp(Carrier carrier) {
    assertThat(server(carrier).bean(BrokerProbe.class).unsentBytes("slow"))
        .isGreaterThan(BACKED_UP_BYTES);
  }

  private static StompSocket narrow(Carrier carrier) throws IOException {
    int port = server(carrier).port();
    return NarrowSocket.stomp(secured(carrier, NarrowSocket.connect(port)), port, "slow");
  }

  /// A client that is told when the server has read all that the slow one sent before.
  private static StompSocket publisher(Carrier carrier) throws IOException {
    int port = server(carrier).port();
    StompSocket publisher =
        NarrowSocket.stomp(secured(carrier, new Socket("localhost", port)), port, "publisher");
    publisher.subscribe("fence", "/topic/fence");
    return publisher;
  }

  private static Socket secured(Carrier carrier, Socket connected) throws IOException {
    return switch (carrier) {
      case TCP -> connected;
      case TLS -> certificate.over(connected);
    };
  }

  private static TestServer server(Carrier carrier) {
    return Objects.requireNonNull(SERVERS.get(carrier));
  }
}
