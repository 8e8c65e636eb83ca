package io.switchboard.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import io.switchboard.testing.Browser;
import io.switchboard.testing.TestServer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/// The chat page where WebSocket is blocked, in each of the ways that browsers and networks have.
class ChatPageFallbackTests {

  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final String FALLBACK =
      "Connected over SockJS (xhr-streaming), since WebSocket could not be opened.";

  private static TestServer server;

  /// A proxy that knows no WebSocket and refuses its handshake.
  @Order(Ordered.HIGHEST_PRECEDENCE)
  static class NoUpgrades extends OncePerRequestFilter {

    private volatile boolean on;

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
      return !on || request.getHeader("Upgrade") == null;
    }

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    }
  }

  @BeforeAll
  static void start() {
    server = TestServer.startWith(new Class<?>[] {NoUpgrades.class}, "spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the browser has none, delete window.WebSocket",
    "its constructor throws, window.WebSocket = class { constructor() { throw new Error() } }"
  })
  void chatsOverSockJsWhereThePageHasNoWebSocket(String how, String script) {
    BrowserContext alices = BROWSER.profile();
    BrowserContext bobs = BROWSER.profile();
    alices.addInitScript(script);
    bobs.addInitScript(script);

    talkOverSockJs(alices, bobs);
  }

  @AfterEach
  void letUpgradesPass() {
    server.bean(NoUpgrades.class).on = false;
  }

  @Test
  void chatsOverSockJsWhereTheHandshakeIsRefused() {
    BROWSER.expectErrors("WebSocket connection to .* failed");
    NoUpgrades proxy = server.bean(NoUpgrades.class);
    proxy.on = true;

    talkOverSockJs(BROWSER.profile(), BROWSER.profile());
  }

  @Test
  void doesNotWaitForeverForAScript() {
    BrowserContext profile = BROWSER.profile();
    List<Route> scripts = new ArrayList<>();
    AtomicBoolean answers = new AtomicBoolean();
    profile.route(
        "**/sockjs.min.js",
        script -> {
          scripts.add(script);
          if (answers.get()) {
            script.resume();
          }
        });
    ChatPage alice = ChatPage.signIn(profile, server.port(), "alice");
    alice.isConnectedOver("WebSocket");
    alice.stopClock();
    alice.choose("xhr-streaming");
    alice.page().waitForCondition(() -> !scripts.isEmpty());

    alice.page().clock().runFor(10_100);
    assertThat(alice.status())
        .hasText("Not connected: SockJS (xhr-streaming) could not be opened.");
    answers.set(true);
    alice.button("Try now").click();
    alice.page().clock().resume(); // SockJS has timers of its own
    scripts.getFirst().resume(); // which a browser may wait for instead of asking again

    alice.isConnectedOver("SockJS (xhr-streaming)");
  }

  @Test
  void comesBackOverWebSocketWhereTheHandshakeIsRefusedNoMore() {
    BROWSER.expectErrors("WebSocket connection to .* failed");
    NoUpgrades proxy = server.bean(NoUpgrades.class);
    proxy.on = true;
    ChatPage alice = ChatPage.signIn(BROWSER.profile(), server.port(), "alice");
    assertThat(alice.status()).hasText(FALLBACK);
    alice.isIn("lobby");

    alice.stopClock();
    cut(alice);
    alice.page().clock().resume(); // SockJS has timers of its own
    assertThat(alice.status()).hasText(FALLBACK);
    assertThat(alice.remarks().last()).containsText("Back in lobby after");
    proxy.on = false;
    alice.stopClockAgain();
    cut(alice);

    alice.isConnectedOver("WebSocket");
  }

  private static void cut(ChatPage page) {
    page.button("Cut my network 5 s").click();
    assertThat(page.status()).containsText("Not connected");
    page.page().clock().runFor(5_200);
    assertThat(page.button("Cut my network 5 s")).isVisible();
  }

  @Test
  void chatsOverSockJsWhereNothingPassesAnOpenWebSocket() {
    BrowserContext alices = BROWSER.profile();
    BrowserContext bobs = BROWSER.profile();
    alices.routeWebSocket("**/ws", webSocket -> {});
    bobs.routeWebSocket("**/ws", webSocket -> {});

    talkOverSockJs(alices, bobs);
  }

  private static void talkOverSockJs(BrowserContext alices, BrowserContext bobs) {
    ChatPage alice = ChatPage.signIn(alices, server.port(), "alice");
    ChatPage bob = ChatPage.signIn(bobs, server.port(), "bob");
    assertThat(alice.status()).hasText(FALLBACK);
    assertThat(bob.status()).hasText(FALLBACK);
    alice.isIn("lobby");
    bob.isIn("lobby");

    alice.say("Hello, Bob");
    bob.heard("alice", "Hello, Bob");
    bob.say("Hello, Alice");
    alice.heard("bob", "Hello, Alice");
  }
}
