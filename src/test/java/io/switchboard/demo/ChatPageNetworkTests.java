package io.switchboard.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.WebSocketRoute.CloseOptions;
import io.switchboard.testing.Browser;
import io.switchboard.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The chat page on a network that fails, a page that sleeps and a server that closes: a man in the
/// middle of its WebSocket closes or falls silent when a test wants it, and the page's clock is the
/// test's.
class ChatPageNetworkTests {

  @RegisterExtension static final Browser BROWSER = new Browser();

  private static TestServer server;

  /// The page's sockets, the newest last.
  private final List<WebSocketRoute> sockets = new ArrayList<>();

  /// The one on which the page hears nothing any more.
  private @Nullable WebSocketRoute mute;

  /// What the server sent there.
  private final List<String> unheard = new ArrayList<>();

  @BeforeAll
  static void start() {
    server = TestServer.start("spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "websocket, WebSocket",
    "xhr-streaming, SockJS (xhr-streaming)",
    "htmlfile, SockJS (htmlfile)"
  })
  void comesBackAfterItsNetworkWasCut(String transport, String name) {
    ChatPage alice = signIn("alice");
    ChatPage bob = signIn("bob");
    alice.isIn("lobby");
    bob.isIn("lobby");
    alice.choose(transport);
    alice.isConnectedOver(name);
    assertThat(alice.remarks()).containsText(new String[] {"You are in", "Back in lobby after"});
    alice.stopClock();
    alice.recordStatus();

    alice.button("Cut my network 5 s").click();
    assertThat(alice.statusRecord()).containsText("the connection broke off (code 1006)");
    assertThat(alice.button("Network cut: 5 s left")).isVisible();
    bob.say("Nobody hears this");
    bob.heard("bob", "Nobody hears this");
    alice.say("Can you hear me?");
    assertThat(alice.notice()).containsText("Not sent: there is no connection.");
    alice.page().clock().runFor(4_000);
    assertThat(alice.statusRecord()).containsText("the server cannot be reached");
    alice.page().clock().runFor(1_200);
    alice.page().clock().resume(); // SockJS has timers of its own

    assertThat(alice.button("Cut my network 5 s")).isVisible();
    assertThat(alice.remarks().last()).containsText("Back in lobby after");
    alice.isConnectedOver(name);
    assertThat(alice.notice()).isEmpty();
    assertThat(alice.said()).hasCount(0);
    alice.message().press("Enter");
    bob.heard("alice", "Can you hear me?");
  }

  @Test
  void comesBackWhereItWasCutBeforeThereWasASocket() {
    BrowserContext profile = BROWSER.profile();
    List<Route> scripts = new ArrayList<>();
    profile.route("**/sockjs.min.js", scripts::add);
    ChatPage alice = ChatPage.signIn(profile, server.port(), "alice");
    alice.isConnectedOver("WebSocket");
    alice.choose("xhr-streaming");
    alice.page().waitForCondition(() -> !scripts.isEmpty());
    alice.stopClock();

    alice.button("Cut my network 5 s").click();
    scripts.getFirst().resume();

    assertThat(alice.status()).hasText("Not connected: the server cannot be reached.");
    alice.page().clock().runFor(5_200);
    alice.page().clock().resume(); // SockJS has timers of its own
    alice.isConnectedOver("SockJS (xhr-streaming)");
  }

  @Test
  void becomesThePageOfWhoeverSignedInElsewhere() {
    BrowserContext profile = BROWSER.profile();
    ChatPage alice = ChatPage.signIn(profile, server.port(), "alice");
    alice.isConnectedOver("WebSocket");
    ChatPage other = new ChatPage(profile.newPage());
    other.page().navigate(alice.page().url());
    other.isConnectedOver("WebSocket");
    other.button("Sign out").click();
    other.fillInSignIn("bob");

    alice.choose("xhr-streaming"); // which connects anew

    assertThat(alice.page().locator("#who")).hasText("bob");
    alice.isConnectedOver("WebSocket");
  }

  @Test
  void changesOverWhileWebSocketIsBlocked() {
    ChatPage alice = signIn("alice");
    alice.isConnectedOver("WebSocket");

    alice.button("Block WebSocket").click();
    assertThat(alice.status())
        .hasText("Connected over SockJS (xhr-streaming), since WebSocket could not be opened.");
    assertThat(alice.button("Block WebSocket")).hasAttribute("aria-pressed", "true");
    alice.choose("sockjs-websocket");
    assertThat(alice.status()).hasText("Not connected: SockJS (websocket) could not be opened.");
    alice.choose("automatic");
    alice.button("Block WebSocket").click();

    alice.isConnectedOver("WebSocket");
  }

  @Test
  void waitsAsLongAsTheServerAsks() {
    ChatPage alice = signInThroughTheMiddle();

    close(1012, "restarting, retry-after=30");

    assertThat(alice.status()).hasText("Not connected: the server is restarting (code 1012).");
    alice.page().clock().runFor(29_000);
    assertThat(alice.countdown()).containsText("Trying again in");
    fire(alice, "new Event('online')");
    assertThat(alice.status()).hasText("Not connected: the server is restarting (code 1012).");
    alice.page().clock().runFor(3_000);
    alice.isConnectedOver("WebSocket");
  }

  @Test
  void countsTheTimeAwayFromTheEndOfTheConnection() {
    ChatPage alice = signInThroughTheMiddle();

    close(1012, "restarting, retry-after=30");
    assertThat(alice.status()).containsText("the server is restarting");
    alice.page().clock().runFor(10_000);
    alice.enter("kitchen");
    alice.enter("lobby");
    alice.page().clock().runFor(22_000);

    assertThat(alice.remarks())
        .hasText(
            Pattern.compile("^Back in lobby after 3\\d s. What was said meanwhile is missing"));
    alice.enter("kitchen");
    assertThat(alice.remarks()).hasText("You are in kitchen.");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysThatATalkMayLackSomething(boolean onTheScreen) {
    ChatPage alice = signInThroughTheMiddle();
    alice.enter("bob");
    assertThat(alice.remarks()).hasCount(0);
    if (!onTheScreen) {
      alice.enter("kitchen");
      alice.isIn("kitchen");
    }

    close(1012, "restarting, retry-after=30");
    assertThat(alice.status()).containsText("the server is restarting");
    alice.page().clock().runFor(32_000);
    alice.isConnectedOver("WebSocket");
    alice.enter("bob");

    assertThat(alice.remarks())
        .hasText(Pattern.compile("^Connected again after 3\\d s. What was written meanwhile is"));
    alice.enter("kitchen");
    alice.enter("bob");
    assertThat(alice.remarks()).hasCount(0);
  }

  @ParameterizedTest
  @CsvSource({
    "4401, the sign-in is not valid any more, Sign in again.",
    "4409, a newer session took the place of this one, “Try now” takes the place back.",
    "4429, this page went over a limit, 'Wait a little, or close other tabs of this page'"
  })
  void stopsWhereTheCodeSaysSoAndSaysWhatToDo(int code, String why, String todo) {
    ChatPage alice = signInThroughTheMiddle();

    close(code, "");

    assertThat(alice.status()).containsText("Not connected: " + why);
    assertThat(alice.status()).containsText(todo);
    assertThat(alice.link("Sign in")).isVisible();
    alice.page().clock().runFor(600_000);
    fire(alice, "new Event('online')");
    assertThat(alice.status()).containsText("Not connected: " + why);
    alice.button("Try now").press("Enter");
    alice.isConnectedOver("WebSocket");
    assertThat(alice.page().locator("connection-panel section")).isFocused();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "online again, new Event('online')",
    "out of the back-forward cache, 'new PageTransitionEvent(\"pageshow\", { persisted: true })'"
  })
  void endsAWaitOfItsOwnAtOnceWhenItWakes(String how, String event) {
    ChatPage alice = signInThroughTheMiddle();

    close(4001, "");
    assertThat(alice.status()).hasText("Not connected: this page read too slowly (code 4001).");
    fire(alice, event); // no timer runs, since the clock stands still

    alice.isConnectedOver("WebSocket");
  }

  @Test
  void staysConnectedWhileItIsHiddenAndNoTimerRuns() {
    ChatPage alice = signInThroughTheMiddle();
    ChatPage bob = signIn("bob");
    bob.isIn("lobby");
    alice.recordStatus();

    hide(alice, true);
    bob.say("Behind your back");
    alice.heard("bob", "Behind your back");
    hide(alice, false);
    bob.say("Before your eyes");
    alice.heard("bob", "Before your eyes");

    assertThat(alice.statusRecord()).isEmpty();
  }

  @Test
  void asksAtOnceForASignOfLifeWhenItIsShownAgain() {
    ChatPage alice = signInThroughTheMiddle();
    alice.recordStatus();
    hide(alice, true);
    mute = sockets.getLast();

    hide(alice, false);
    alice.page().clock().runFor(5_100);

    assertThat(alice.statusRecord()).containsText("Not connected: the server fell silent.");
    alice.page().clock().runFor(1_000);
    alice.isConnectedOver("WebSocket");
  }

  @Test
  void keepsWhatWasNotConfirmedUntilItIsSaidAgain() {
    ChatPage alice = signInThroughTheMiddle();
    ChatPage bob = signIn("bob");
    bob.isIn("lobby");
    loseWhatIsSaid(alice, "Precious");
    bob.heard("alice", "Precious");

    alice.say("Anything else");
    assertThat(alice.notice()).containsText("Not sent: there is no connection.");
    alice.enter("kitchen");
    alice.page().clock().runFor(2_000);
    alice.isConnectedOver("WebSocket");
    assertThat(alice.remarks()).hasText("You are in kitchen.");
    alice.say("In the kitchen");
    alice.heard("alice", "In the kitchen");

    assertThat(alice.unsent()).containsText("In lobby: the connection ended");
    assertThat(alice.unsent().locator("blockquote")).hasText("Precious");
    bob.say("Between");
    bob.heard("bob", "Between");
    alice.button("Send again").click();
    assertThat(bob.said()).hasText(new String[] {"Precious", "Between", "Precious"});
    assertThat(alice.unsent()).hasCount(0);
    assertThat(alice.message()).isFocused();
    assertThat(alice.said()).hasText(new String[] {"In the kitchen"});
  }

  @Test
  void keepsWhatWasNotConfirmedWhileThereIsNoConnection() {
    ChatPage alice = signInThroughTheMiddle();
    loseWhatIsSaid(alice, "The first");

    alice.button("Send again").click();
    assertThat(alice.notice()).containsText("Not sent: there is no connection.");
    alice.page().clock().runFor(2_000);
    alice.isConnectedOver("WebSocket");
    assertThat(alice.remarks().last()).containsText("Back in lobby after");
    loseWhatIsSaid(alice, "The second");

    assertThat(alice.unsent().locator("blockquote"))
        .hasText(new String[] {"The first", "The second"});
    alice.button("Dismiss").first().click();
    assertThat(alice.unsent().locator("blockquote")).hasText("The second");
  }

  /// The server hears it, and the page does not hear that.
  private void loseWhatIsSaid(ChatPage page, String text) {
    mute = sockets.getLast();
    page.say(text);
    page.page().waitForCondition(() -> unheard.stream().anyMatch(frame -> frame.contains(text)));
    close(4001, "");
    assertThat(page.unsent().last()).containsText(text);
  }

  private static void hide(ChatPage page, boolean hidden) {
    page.page()
        .evaluate(
            """
            (state) => {
              Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
              document.dispatchEvent(new Event("visibilitychange"));
            }
            """,
            hidden ? "hidden" : "visible");
  }

  private static void fire(ChatPage page, String event) {
    page.page().evaluate("() => { window.dispatchEvent(" + event + "); }");
  }

  private void close(int code, String reason) {
    sockets.getLast().close(new CloseOptions().setCode(code).setReason(reason));
  }

  private ChatPage signInThroughTheMiddle() {
    BrowserContext profile = BROWSER.profile();
    profile.routeWebSocket("**/ws", this::pass);
    ChatPage alice = ChatPage.signIn(profile, server.port(), "alice");
    alice.isConnectedOver("WebSocket");
    alice.isIn("lobby");
    alice.stopClock();
    return alice;
  }

  private void pass(WebSocketRoute socket) {
    WebSocketRoute toServer = socket.connectToServer();
    toServer.onMessage(frame -> {
      if (socket.equals(mute)) {
        unheard.add(frame.text());
      } else {
        socket.send(frame.text());
      }
    });
    sockets.add(socket);
  }

  private static ChatPage signIn(String name) {
    return ChatPage.signIn(BROWSER.profile(), server.port(), name);
  }
}
