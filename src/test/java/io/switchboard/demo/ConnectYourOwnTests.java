package io.switchboard.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Clock.InstallOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import io.switchboard.testing.Accessibility;
import io.switchboard.testing.Browser;
import io.switchboard.testing.Looks;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The panel *Connect your own* in a real browser. What it shows is run by [SnippetsTests].
class ConnectYourOwnTests {

  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final Pattern TOKEN = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]{43}");

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
  void showsProgramsForTheRoomWithATokenThatIsGood() throws IOException {
    Page page = open(BROWSER.profile(), "kitchen");

    for (String language : List.of("curl", "JavaScript", "Java", "Python")) {
      tab(page, language).click();
      assertThat(code(page)).containsText("Hello from " + language);
      assertThat(code(page)).containsText("rooms.kitchen");
      assertThat(code(page)).containsText("127.0.0.1:" + server.port());
      assertThat(code(page)).not().containsText("{{");
    }
    assertThat(code(page)).containsText(TOKEN);
    Matcher token = TOKEN.matcher(code(page).textContent());
    assertThat(token.find()).isTrue();
    try (StompSocket program = StompSocket.open(server.port())) {
      program.send("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + token.group() + "\n\n");
      assertThat(program.read().header("user-name")).isEqualTo("alice");
    }
  }

  @Test
  void copiesWhatItShows() {
    BrowserContext profile = BROWSER.profile();
    profile.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    Page page = open(profile, "lobby");
    tab(page, "Java").click();
    assertThat(code(page)).containsText("class Say");
    assertThat(code(page)).containsText(TOKEN);

    button(page, "Copy").click();

    assertThat(page.getByText("Copied.")).isVisible();
    assertThat(page.evaluate("() => navigator.clipboard.readText()"))
        .isEqualTo(code(page).textContent());
  }

  @Test
  void selectsWhatItCannotCopy() {
    Page page = open(BROWSER.profile(), "lobby");
    assertThat(code(page)).containsText(TOKEN);
    page.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })");

    button(page, "Copy").click();

    assertThat(page.getByText("Selected: copy it with Ctrl+C.")).isVisible();
    assertThat(page.evaluate("() => getSelection().toString().trim()").toString())
        .startsWith("TOKEN=")
        .endsWith("done");
  }

  @Test
  void movesAmongTheLanguagesByKeyboard() {
    Page page = open(BROWSER.profile(), "lobby");
    tab(page, "curl").focus();

    page.keyboard().press("ArrowRight");
    assertThat(code(page)).containsText("@stomp/stompjs");
    page.keyboard().press("End");
    assertThat(code(page)).containsText("import websocket");
    page.keyboard().press("ArrowRight");

    assertThat(code(page)).containsText("curl");
    assertThat(tab(page, "curl")).isFocused();
  }

  @Test
  void saysThatSomebodySignedOut() {
    BrowserContext profile = BROWSER.profile();
    ChatPage chat = ChatPage.signIn(profile, server.port(), "alice");
    chat.isIn("lobby");
    profile.clearCookies();

    chat.button("Connect your own").click();

    assertThat(chat.page().getByText("You are not signed in any more.")).isVisible();
  }

  @Test
  void asksAgainWhereItGotNoTokenAndNotWhereItsClockIsWrong() {
    BROWSER.expectErrors("503");
    BrowserContext profile = BROWSER.profile();
    List<Route> asked = new ArrayList<>();
    profile.route(
        "**/demo/token",
        route -> {
          asked.add(route);
          if (asked.size() == 1) {
            route.fulfill(new FulfillOptions().setStatus(503));
          } else {
            route.resume();
          }
        });
    ChatPage chat = ChatPage.signIn(profile, server.port(), "alice");
    chat.isIn("lobby");
    chat.page()
        .clock()
        .install(new InstallOptions().setTime(System.currentTimeMillis() + 7_200_000));
    chat.button("Connect your own").click();
    assertThat(chat.page().getByText("The server does not answer.")).isVisible();

    chat.page().clock().runFor(61_000);

    assertThat(code(chat.page())).containsText(TOKEN);
    chat.page().clock().runFor(600_000);
    assertThat(chat.page().evaluate("() => fetch('demo/me').then(({ ok }) => ok)")).isEqualTo(true);
    assertThat(asked).hasSize(2);
  }

  @Test
  void isFineToLookAt() {
    Page page = open(BROWSER.profile(), "lobby");
    tab(page, "Java").click();
    assertThat(code(page)).containsText("class Say");

    assertThat(Looks.in(page, "own", () -> Accessibility.findings(page))).isEmpty();
  }

  private static Locator tab(Page page, String language) {
    return page.getByRole(AriaRole.TAB, new GetByRoleOptions().setName(language).setExact(true));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator code(Page page) {
    return page.locator("connect-your-own code");
  }

  private static Page open(BrowserContext profile, String room) {
    ChatPage chat = ChatPage.signIn(profile, server.port(), "alice");
    chat.link(room).click();
    assertThat(chat.title()).hasText(room);
    chat.button("Connect your own").click();
    return chat.page();
  }
}
