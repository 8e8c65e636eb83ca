package io.switchboard.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.switchboard.testing.Accessibility;
import io.switchboard.testing.Browser;
import io.switchboard.testing.Looks;
import io.switchboard.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page of Spring's old guide in a real browser.
class LegacyPageTests {

  @RegisterExtension static final Browser BROWSER = new Browser();

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
  void talksToTheChatPageOfToday() {
    ChatPage alice = ChatPage.signIn(BROWSER.profile(), server.port(), "alice");
    alice.isIn("lobby");
    Page bob = open("bob");
    state(bob, "Not connected.");

    button(bob, "Connect").click();
    state(bob, "Connected as bob over SockJS (websocket).");
    bob.getByLabel("Message").fill("Good old days");
    bob.getByLabel("Message").press("Enter");

    alice.heard("bob", "Good old days");
    alice.say("안녕 <b>bob</b>");
    assertThat(lines(bob)).hasText(new String[] {"bob Good old days", "alice 안녕 <b>bob</b>"});
    assertThat(bob.locator("#messages b")).hasCount(0);
    assertThat(bob.getByLabel("Message")).hasValue("");
  }

  @Test
  void goesAndComesBack() {
    Page bob = open("bob");
    button(bob, "Connect").click();
    state(bob, "Connected as bob over SockJS (websocket).");

    button(bob, "Disconnect").click();

    state(bob, "Disconnected.");
    assertThat(bob.getByLabel("Message")).isDisabled();
    button(bob, "Connect").click();
    state(bob, "Connected as bob over SockJS (websocket).");
  }

  @Test
  void isFineToLookAt() {
    Page bob = open("bob");
    button(bob, "Connect").click();
    bob.getByLabel("Message").fill("Hello");
    button(bob, "Send").click();
    assertThat(lines(bob)).hasText("bob Hello");

    assertThat(Looks.in(bob, "legacy", () -> Accessibility.findings(bob))).isEmpty();
  }

  private static void state(Page page, String words) {
    assertThat(page.getByRole(AriaRole.STATUS)).hasText(words);
  }

  private static Locator lines(Page page) {
    return page.locator("#messages li");
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
  }

  private static Page open(String name) {
    Page page = ChatPage.signIn(BROWSER.profile(), server.port(), name).page();
    page.navigate("http://127.0.0.1:" + server.port() + "/legacy.html");
    return page;
  }
}
