package io.switchboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.security.Entrance;
import io.switchboard.testing.Api;
import io.switchboard.testing.Installed;
import io.switchboard.testing.MarkdownFile;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestCertificate;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.messaging.simp.user.SimpUserRegistry;

/// Two servers behind nginx with the configuration that the operator's guide has.
class NginxTests {

  private static final String LOBBY = "/topic/rooms.lobby";

  private static final String AROUND =
      """
      daemon off;
      error_log stderr;
      pid nginx.pid;
      events {}
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
      SHOWN
      }
      """;

  @TempDir private static Path directory = Path.of("");

  private static TestServer one;
  private static TestServer other;
  private static TestCertificate certificate;
  private static Process nginx;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    Path program = Installed.program("nginx");
    one = server();
    other = server();
    certificate = TestCertificate.create(directory);
    certificate.writePem(
        directory.resolve("chat.example.com.crt"), directory.resolve("chat.example.com.key"));
    port = freePort();
    Files.writeString(directory.resolve("nginx.conf"), AROUND.replace("SHOWN", configuration()));
    nginx =
        new ProcessBuilder(program.toString(), "-p", directory.toString(), "-c", "nginx.conf")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    await()
        .untilAsserted(() -> {
          assertThat(nginx.isAlive()).as(Files.readString(directory.resolve("log"))).isTrue();
          assertThat(seen().statusCode()).isEqualTo(200);
        });
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (nginx != null) {
      nginx.destroy();
      nginx.waitFor(10, TimeUnit.SECONDS);
      one.close();
      other.close();
    }
  }

  private static TestServer server() {
    return TestServer.startWith(
        new Class<?>[] {Api.class}, "switchboard.trusted-proxies=127.0.0.1");
  }

  /// As shown, but for the ports.
  private static String configuration() throws IOException {
    String shown = MarkdownFile.read("src/docs/operations.md").code("nginx").getFirst();
    assertThat(shown).contains("10.0.0.11:8080", "10.0.0.12:8080", "listen 443 ssl");
    return shown
        .replace("10.0.0.11:8080", "127.0.0.1:" + one.port())
        .replace("10.0.0.12:8080", "127.0.0.1:" + other.port())
        .replace("listen 443 ssl", "listen 127.0.0.1:" + port + " ssl");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void tellsTheServersWhoAsks() throws IOException {
    HttpResponse<String> answer =
        seen("X-Forwarded-For", "192.0.2.7", "X-Forwarded-Host", "evil", "Forwarded", "for=evil");

    assertThat(answer.body())
        .startsWith(
            "[\"127.0.0.1\",\"127.0.0.1\",\"https://127.0.0.1:" + port + "/api/seen\",\"true\"")
        .doesNotContain("192.0.2.7", "evil");
  }

  @Test
  void letsPagesOfItsNameConnectOverTls() throws IOException {
    try (StompSocket alice = stomp("Origin: https://localhost:" + port)) {
      alice.subscribe("a", LOBBY);
      alice.publish(LOBBY, "over nginx");

      assertThat(alice.read().body()).isEqualTo("over nginx");
    }
  }

  @Test
  void keepsOtherPagesOut() throws IOException {
    String request =
        RawWebSocket.handshake(
            port, "/ws", "Origin: https://evil.example", "X-Forwarded-Host: evil");

    try (RawWebSocket answer = RawWebSocket.request(tls(), port, request)) {
      assertThat(answer.status()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "WEBSOCKET", mode = EnumSource.Mode.EXCLUDE)
  void keepsASockJsSessionOnItsServer(SockJsTransport transport) throws IOException {
    String rooms = "/topic/rooms." + transport.name().toLowerCase(Locale.ROOT) + "-";
    List<SockJsStomp> sessions = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      SockJsStomp alice = SockJsStomp.connect(secured(), transport, "alice");
      sessions.add(alice);
      alice.subscribe("a", rooms + i);
      alice.send("SEND\ndestination:" + rooms + i + "\n\nnumber " + i);
      assertThat(alice.read().body()).isEqualTo("number " + i);
    }

    assertThat(subscriptions(one, rooms)).isBetween(1, 23);
    for (SockJsStomp session : sessions) {
      session.close();
    }
  }

  /// Its answer is 503, as that of any server which has enough to do.
  @Test
  void keepsSessionsWhoseServerTurnsOneHandshakeAway() throws IOException {
    List<SockJsStomp> sessions = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      SockJsStomp alice = SockJsStomp.connect(secured(), SockJsTransport.XHR_STREAMING, "alice");
      sessions.add(alice);
      alice.subscribe("a", "/topic/rooms.kept-" + i);
    }
    Entrance closed = usual().bean(Entrance.class);
    closed.close(Duration.ofSeconds(1));
    try {
      stomp().close(); // at the other one
    } finally {
      closed.open();
    }

    for (int i = 0; i < sessions.size(); i++) {
      sessions.get(i).send("SEND\ndestination:/topic/rooms.kept-" + i + "\n\nstill here");
      assertThat(sessions.get(i).read().body()).isEqualTo("still here");
      sessions.get(i).close();
    }
  }

  /// Where nginx sends what comes from this machine.
  private static TestServer usual() throws IOException {
    String room = "/topic/rooms.usual";
    try (StompSocket alice = stomp()) {
      alice.subscribe("a", room);
      await().until(() -> subscriptions(one, room) + subscriptions(other, room) == 1);
      return subscriptions(one, room) == 1 ? one : other;
    }
  }

  /// @param destinations what they begin with
  private static int subscriptions(TestServer server, String destinations) {
    return server
        .bean(SimpUserRegistry.class)
        .findSubscriptions(there -> there.getDestination().startsWith(destinations))
        .size();
  }

  private static SockJsHttp secured() {
    return SockJsHttp.secured(port, certificate.clients());
  }

  private static HttpResponse<String> seen(String... headers) throws IOException {
    return secured().with(headers).get("/api/seen");
  }

  private static Socket tls() throws IOException {
    return certificate.over(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  private static StompSocket stomp(String... headers) throws IOException {
    RawWebSocket webSocket = RawWebSocket.open(tls(), port, "/ws", headers);
    return StompSocket.connect(webSocket, "alice", "accept-version:1.2");
  }
}
