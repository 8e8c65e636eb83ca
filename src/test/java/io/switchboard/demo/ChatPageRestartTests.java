package io.switchboard.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator.ClickOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import io.switchboard.testing.Browser;
import io.switchboard.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The chat page when its server stops and starts again on the same port.
class ChatPageRestartTests {

  @RegisterExtension static final Browser BROWSER = new Browser();

  /// What Chromium logs of a server that is not there.
  private static final String GONE = "ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING";

  /// The page waits longer after each failure, up to 30 s.
  private static final int PATIENCE_MILLIS = 90_000;

  private static final HasTextOptions PATIENTLY = new HasTextOptions().setTimeout(PATIENCE_MILLIS);

  @ParameterizedTest
  @CsvSource({"websocket, WebSocket", "xhr-streaming, SockJS (xhr-streaming)"})
  void comesBackByItself(String transport, String shown, @TempDir Path signIns) {
    BROWSER.expectErrors(GONE);
    TestServer server = startRemembering(signIns, 0);
    int port = server.port();
    ChatPage alice = ChatPage.signIn(BROWSER.profile(), port, "alice");
    alice.isIn("lobby");
    alice.choose(transport);
    alice.isConnectedOver(shown);
    alice.recordStatus();

    server.close();
    assertThat(alice.statusRecord())
        .containsText("Not connected: the server is restarting (code 1012).");
    assertThat(alice.statusRecord()).containsText("Not connected: the server cannot be reached.");
    alice.say("Can you hear me?");
    assertThat(alice.notice()).containsText("Not sent: there is no connection.");
    assertThat(alice.message()).hasValue("Can you hear me?");

    try (TestServer _ = startRemembering(signIns, port)) {
      assertThat(alice.status()).hasText("Connected over " + shown + ".", PATIENTLY);
      assertThat(alice.remarks().last()).containsText("Back in lobby after");
      alice.message().press("Enter");
      alice.heard("alice", "Can you hear me?");
      assertThat(alice.notice()).isEmpty();
    }
  }

  /// Keeps who is signed in on disk.
  private static TestServer startRemembering(Path signIns, int port) {
    return TestServer.start(
        "spring.profiles.active=demo",
        "server.port=" + port,
        "server.servlet.session.persistent=true",
        "server.servlet.session.store-dir=" + signIns);
  }

  @Test
  void asksForASignInWhereTheServerForgotIt() {
    BROWSER.expectErrors(GONE);
    TestServer server = TestServer.start("spring.profiles.active=demo");
    int port = server.port();
    ChatPage alice = ChatPage.signIn(BROWSER.profile(), port, "alice");
    alice.isIn("lobby");

    server.close();

    try (TestServer _ = TestServer.start("spring.profiles.active=demo", "server.port=" + port)) {
      alice.link("Sign in").click(new ClickOptions().setTimeout(PATIENCE_MILLIS));
      alice.fillInSignIn("alice");
      alice.isConnectedOver("WebSocket");
    }
  }
}
