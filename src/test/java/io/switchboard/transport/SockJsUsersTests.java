package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SignIn;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whose a SockJS session is.
class SockJsUsersTests {

  private static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:localhost\n\n";

  private static TestServer server;
  private static String alice;
  private static String bob;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start("spring.profiles.active=demo");
    alice = SignIn.cookie(server.port(), "alice");
    bob = SignIn.cookie(server.port(), "bob");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(names = "WEBSOCKET", mode = EnumSource.Mode.EXCLUDE)
  void isThatOfTheCookie(SockJsTransport transport) throws IOException {
    SockJsHttp session = SockJsHttp.signedIn(server.port(), alice);
    try (SockJsStomp stomp = SockJsStomp.begin(session, transport)) {
      assertThat(stomp.frame()).isEqualTo("o");

      stomp.send(CONNECT);

      Received connected = stomp.read();
      assertThat(connected.command()).isEqualTo("CONNECTED");
      assertThat(connected.header("user-name")).isEqualTo("alice");
    }
  }

  @Test
  void isThatOfTheCookieOverWebSocket() throws IOException {
    String path = SockJsHttp.session(server.port()).path() + "/websocket";
    String origin = "Origin: http://localhost:" + server.port();
    try (RawWebSocket webSocket =
        RawWebSocket.open(server.port(), path, "Cookie: " + alice, origin)) {
      assertThat(webSocket.read().text()).isEqualTo("o");

      webSocket.text(SockJsStomp.messages(CONNECT));

      assertThat(webSocket.read().text()).contains("user-name:alice");
    }
  }

  @Test
  void isNobodyElses() throws IOException {
    SockJsHttp session = SockJsHttp.signedIn(server.port(), alice);
    try (SockJsStomp stomp = SockJsStomp.begin(session, SockJsTransport.XHR_POLLING)) {
      assertThat(stomp.frame()).isEqualTo("o");
      stomp.send(CONNECT);

      for (SockJsHttp other : new SockJsHttp[] {session.withSignedIn(bob), session.with()}) {
        assertThat(other.poll().statusCode()).isEqualTo(404);
        assertThat(other.post(SockJsStomp.messages("DISCONNECT\n\n")).statusCode()).isEqualTo(404);
        assertThat(other.stream(SockJsTransport.XHR_STREAMING).statusCode()).isEqualTo(404);
      }

      assertThat(stomp.read().command()).isEqualTo("CONNECTED");
    }
  }

  @Test
  void isNobodyElsesWhereItWasBegunWithoutACookie() throws IOException {
    SockJsHttp session = SockJsHttp.session(server.port());
    try (SockJsStomp stomp = SockJsStomp.connect(session, SockJsTransport.XHR_POLLING, "alice")) {
      assertThat(session.withSignedIn(bob).poll().statusCode()).isEqualTo(404);

      stomp.send("SEND\ndestination:/topic/rooms.lobby\nreceipt:r\n\nx");
      assertThat(stomp.read().header("receipt-id")).isEqualTo("r");
    }
  }

  @Test
  void isNobodyElsesWhereItWasBegunWithAToken() throws IOException {
    String token = "Bearer " + TestServer.token("alice");
    String another = "Bearer " + TestServer.token("bob");
    SockJsHttp session = SockJsHttp.session(server.port(), "Authorization", token);
    try (SockJsStomp stomp = SockJsStomp.begin(session, SockJsTransport.XHR_POLLING)) {
      assertThat(stomp.frame()).isEqualTo("o");
      stomp.send(CONNECT);

      for (SockJsHttp other :
          new SockJsHttp[] {
            session.with(), session.with("Authorization", another), session.withSignedIn(bob)
          }) {
        assertThat(other.poll().statusCode()).isEqualTo(404);
        assertThat(other.post(SockJsStomp.messages("DISCONNECT\n\n")).statusCode()).isEqualTo(404);
      }

      SockJsHttp forged = session.with("Authorization", "Bearer x");
      assertThat(forged.poll().statusCode()).isEqualTo(401);
      assertThat(forged.post(SockJsStomp.messages("DISCONNECT\n\n")).statusCode()).isEqualTo(401);

      assertThat(stomp.read().header("user-name")).isEqualTo("alice");
    }
  }

  @Test
  void takesAnotherTokenOfItsUser() throws IOException {
    String token = "Bearer " + TestServer.token("alice");
    String next = "Bearer " + TestServer.token("alice", Instant.now().plusSeconds(7200));
    SockJsHttp session = SockJsHttp.session(server.port(), "Authorization", token);
    try (SockJsStomp stomp = SockJsStomp.begin(session, SockJsTransport.XHR_POLLING)) {
      assertThat(stomp.frame()).isEqualTo("o");

      HttpResponse<String> posted =
          session.with("Authorization", next).post(SockJsStomp.messages(CONNECT));

      assertThat(posted.statusCode()).isEqualTo(204);
      assertThat(stomp.read().header("user-name")).isEqualTo("alice");
    }
  }

  @Test
  void takesNoPageOfAnotherOrigin() throws IOException {
    SockJsHttp elsewhere =
        SockJsHttp.session(server.port(), "Cookie", alice, "Origin", "https://elsewhere.example");

    assertThat(elsewhere.poll().statusCode()).isEqualTo(403);
    assertThat(elsewhere.stream(SockJsTransport.EVENTSOURCE).statusCode()).isEqualTo(403);
  }

  @Test
  void takesNoPostOfAnotherOrigin() throws IOException {
    SockJsHttp session = SockJsHttp.signedIn(server.port(), alice);
    try (SockJsStomp stomp = SockJsStomp.begin(session, SockJsTransport.XHR_POLLING)) {
      assertThat(stomp.frame()).isEqualTo("o");

      SockJsHttp elsewhere = session.with("Cookie", alice, "Origin", "https://elsewhere.example");

      assertThat(elsewhere.post(SockJsStomp.messages(CONNECT)).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void isRefusedWithATokenThatIsNotValid() throws IOException {
    SockJsHttp forged = SockJsHttp.session(server.port(), "Authorization", "Bearer x");

    assertThat(forged.poll().statusCode()).isEqualTo(401);
  }
}
