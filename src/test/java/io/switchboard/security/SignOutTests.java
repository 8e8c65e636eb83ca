package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.testing.DemoToken;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SignIn;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What was opened with a sign-in's cookie ends with the sign-in.
class SignOutTests {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void closesTheConnectionsOfTheSessionAndNoOthers() throws IOException, InterruptedException {
    String laptop = SignIn.cookie(server.port(), "alice");
    String phone = SignIn.cookie(server.port(), "alice");
    StompSocket onLaptop = connect(laptop);
    StompSocket onPhone = connect(phone);

    signOut(laptop);

    RawWebSocket.Frame close = onLaptop.readClose();
    assertThat(close.closeCode()).isEqualTo(4401);
    assertThat(close.closeReason()).isEqualTo("signed out");
    onPhone.subscribe("1", "/topic/rooms.lobby");
    onLaptop.close();
    onPhone.close();
  }

  /// The handshake came before the sign-out, CONNECT after it.
  @Test
  void letsNobodyInWhoseSessionEndedMeanwhile() throws IOException, InterruptedException {
    String cookie = SignIn.cookie(server.port(), "bob");
    StompSocket late = open(cookie);

    signOut(cookie);
    late.send("CONNECT\naccept-version:1.2\n\n");

    assertThat(late.read().header("code")).isEqualTo("unauthenticated");
    assertThat(late.readClose().closeCode()).isEqualTo(4401);
    late.close();
  }

  @Test
  void leavesATokensConnectionAloneThatCameWithACookie() throws IOException, InterruptedException {
    String cookie = SignIn.cookie(server.port(), "carol");
    StompSocket carol = open(cookie);
    carol.send(
        "CONNECT\naccept-version:1.2\nAuthorization:Bearer " + TestServer.token("carol") + "\n\n");
    assertThat(carol.read().command()).isEqualTo("CONNECTED");

    signOut(cookie);

    carol.subscribe("1", "/topic/rooms.lobby");
    carol.close();
  }

  /// A WebSocket makes no request that would keep the sign-in, however much is said over it.
  @Test
  void doesNotComeByItselfWhileAConnectionIsThere() throws IOException, InterruptedException {
    try (TestServer watched =
        TestServer.startWith(new Class<?>[] {Sessions.class}, "spring.profiles.active=demo")) {
      String cookie = SignIn.cookie(watched.port(), "alice");
      HttpSession session = watched.bean(Sessions.class).last();
      StompSocket alice = connect(watched.port(), cookie);
      long signedIn = session.getLastAccessedTime();

      await()
          .untilAsserted(() -> {
            watched.bean(SignIns.class).keep();
            assertThat(session.getLastAccessedTime()).isGreaterThan(signedIn);
          });
      assertThat(watched.bean(KeptSignIns.class).isRunning()).isTrue();

      String again = SignIn.again(watched.port(), "alice", cookie);
      assertThat(again).isNotEqualTo(cookie);
      long signedInAgain = session.getLastAccessedTime();
      await()
          .untilAsserted(() -> {
            watched.bean(SignIns.class).keep();
            assertThat(session.getLastAccessedTime()).isGreaterThan(signedInAgain);
          });

      alice.close();
      await().until(() -> watched.bean(Connections.class).all().isEmpty());
      long left = session.getLastAccessedTime();
      watched.bean(SignIns.class).keep();
      assertThat(session.getLastAccessedTime()).isEqualTo(left);
    }
  }

  /// Knows the HTTP session that began last.
  static final class Sessions implements HttpSessionListener {
    private volatile @Nullable HttpSession last;

    @Override
    public void sessionCreated(HttpSessionEvent event) {
      last = event.getSession();
    }

    HttpSession last() {
      return Objects.requireNonNull(last);
    }
  }

  private static StompSocket connect(String cookie) throws IOException {
    return connect(server.port(), cookie);
  }

  private static StompSocket connect(int port, String cookie) throws IOException {
    StompSocket client = open(port, cookie);
    client.send("CONNECT\naccept-version:1.2\n\n");
    assertThat(client.read().command()).isEqualTo("CONNECTED");
    return client;
  }

  private static StompSocket open(String cookie) throws IOException {
    return open(server.port(), cookie);
  }

  private static StompSocket open(int port, String cookie) throws IOException {
    return new StompSocket(
        RawWebSocket.open(port, "/ws", "Cookie: " + cookie, "Origin: http://localhost:" + port));
  }

  private static void signOut(String cookie) throws IOException, InterruptedException {
    URI logout = URI.create("http://127.0.0.1:" + server.port() + "/logout");
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest post =
          HttpRequest.newBuilder(logout)
              .header("Cookie", cookie)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString("_csrf=" + DemoToken.csrf(server.port(), cookie)))
              .build();
      assertThat(http.send(post, BodyHandlers.discarding()).statusCode()).isEqualTo(302);
    }
  }
}
