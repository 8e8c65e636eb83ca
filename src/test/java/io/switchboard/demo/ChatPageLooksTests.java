package io.switchboard.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.WebSocketRoute.CloseOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.switchboard.testing.Accessibility;
import io.switchboard.testing.Browser;
import io.switchboard.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The chat page and the sign-in for everybody: languages, themes, keyboards, input methods, screen
/// readers and screens. Pictures of them come to `target/screenshots`.
class ChatPageLooksTests {

  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final Path PICTURES = Path.of("target", "screenshots");

  /// `place.leave`, where there should be words.
  private static final String KEY =
      "\\b(page|title|header|place|places|room|tools|compose|notice|unsent|refusal|login)\\.[a-z]";

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
  void speaksTheLanguageOfTheBrowser() {
    BrowserContext profile = BROWSER.profile(new NewContextOptions().setLocale("ko-KR"));
    ChatPage alice = ChatPage.open(profile, server.port());
    assertThat(alice.page()).hasTitle("Switchboard 로그인");
    assertThat(alice.page().getByLabel("사용자 이름")).isVisible();

    alice.fillInSignIn("alice");

    assertThat(alice.page()).hasTitle("Switchboard 채팅");
    assertThat(alice.status()).hasText("연결됨: WebSocket.");
    assertThat(alice.remarks()).hasText("lobby 대화방에 들어왔습니다.");
    assertThat(alice.page().locator("html")).hasAttribute("lang", "ko");
    assertThat(alice.page().locator("body")).hasCSS("word-break", "keep-all");
  }

  @Test
  void changesTheLanguageOfAllThatIsShownAndKeepsIt() {
    ChatPage alice = signIn("alice");
    alice.isIn("lobby");

    alice.speak("Language", "ko");
    assertThat(alice.page()).hasTitle("Switchboard 채팅");
    assertThat(alice.status()).hasText("연결됨: WebSocket.");
    assertThat(alice.remarks()).hasText("lobby 대화방에 들어왔습니다.");
    assertThat(alice.button("대화방 나가기")).isVisible();
    assertThat(alice.facts()).containsText("여기 있는 사람: alice");
    alice.page().reload();

    assertThat(alice.status()).hasText("연결됨: WebSocket.");
    alice.speak("언어", "en");
    alice.isIn("lobby");
  }

  @Test
  void writesTimesAndNumbersAsTheLanguageHasThem() {
    ChatPage alice = signIn("alice");
    alice.isIn("lobby");
    alice.say("Hello");
    alice.heard("alice", "Hello");
    Locator time = alice.page().locator(".message time");
    assertThat(time).hasText(Pattern.compile("^\\d\\d:\\d\\d\\s[AP]M$"));
    alice.button("Connect your own").click();
    Locator token = alice.page().locator("connect-your-own").getByText("The token in it is yours");
    assertThat(token).hasText(Pattern.compile(" \\d+:\\d\\d\\s[AP]M\\."));
    alice.page().keyboard().press("Escape");

    alice.speak("Language", "ko");

    assertThat(time).hasText(Pattern.compile("^오[전후] \\d\\d:\\d\\d$"));
    Object words =
        alice
            .page()
            .evaluate(
                """
                async () => {
                  const { setLanguage, t } = await import("/i18n.js");
                  const { adviceOn } = await import("/close-codes.js");
                  setLanguage("en");
                  const { key, params } = adviceOn(4999, "").why;
                  const count = 1234;
                  return [t("facts.messages", { count }), t(key, params), t("room.left", { room: () => "den" })];
                }
                """);
    assertThat(words)
        .isEqualTo(
            List.of(
                "1,234 messages so far",
                "the connection was closed (code 4999)",
                "You left den. Choose a room, or a person, to go on."));
  }

  @Test
  void followsTheSystemsThemeUntilAnotherIsChosen() {
    ChatPage alice = signIn("alice");
    Page page = alice.page();
    String light = ground(page, ColorScheme.LIGHT);
    String dark = ground(page, ColorScheme.DARK);
    assertThat(dark).isNotEqualTo(light);

    page.getByLabel("Theme").selectOption("light");
    assertThat(ground(page, ColorScheme.DARK)).isEqualTo(light);
    page.reload();
    assertThat(ground(page, ColorScheme.DARK)).isEqualTo(light);
    page.getByLabel("Theme").selectOption("system");

    assertThat(ground(page, ColorScheme.DARK)).isEqualTo(dark);
  }

  private static String ground(Page page, ColorScheme scheme) {
    page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
    return String.valueOf(page.evaluate("getComputedStyle(document.body).backgroundColor"));
  }

  @Test
  void sendsNothingWhileAnInputMethodComposes() {
    ChatPage alice = signIn("alice");
    alice.isIn("lobby");
    alice.message().focus();
    CDPSession keyboard = alice.page().context().newCDPSession(alice.page());
    JsonObject composition = new JsonObject();
    composition.addProperty("text", "안녕");
    composition.addProperty("selectionStart", 2);
    composition.addProperty("selectionEnd", 2);
    keyboard.send("Input.imeSetComposition", composition);
    assertThat(alice.message()).hasValue("안녕");

    boolean taken =
        (Boolean)
            alice
                .message()
                .evaluate(
                    """
                    (text) => {
                      const enter = { key: "Enter", bubbles: true, cancelable: true };
                      const composing = new KeyboardEvent("keydown", { ...enter, isComposing: true });
                      const safaris = new KeyboardEvent("keydown", { ...enter, keyCode: 229 });
                      return !text.dispatchEvent(composing) || !text.dispatchEvent(safaris);
                    }
                    """);
    assertThat(taken).isFalse();
    assertThat(alice.message()).hasValue("안녕");
    JsonObject committed = new JsonObject();
    committed.addProperty("text", "안녕");
    keyboard.send("Input.insertText", committed);
    alice.message().press("Enter");

    alice.heard("alice", "안녕");
    assertThat(alice.said()).hasCount(1);
  }

  @Test
  void isOperatedWithTheKeyboardAlone() {
    ChatPage alice = signIn("alice");
    alice.isIn("lobby");

    alice.page().keyboard().press("Tab");
    assertThat(alice.link("Skip to the content")).isFocused();
    assertThat(alice.link("Skip to the content")).isInViewport();
    alice.page().keyboard().press("Enter");
    assertThat(alice.page().locator("#content")).isFocused();
    tabTo(alice, "#text");
    alice.page().keyboard().type("By keyboard");
    alice.page().keyboard().press("Shift+Enter");
    alice.page().keyboard().type("alone");
    alice.page().keyboard().press("Enter");
    alice.heard("alice", "By keyboard\nalone");
    assertThat(alice.message()).isFocused();
    alice.page().reload();
    alice.isIn("lobby");
    tabTo(alice, "place-list a[href='#kitchen']");
    alice.page().keyboard().press("Enter");

    alice.isIn("kitchen");
  }

  /// Each stop on the way has to be seen.
  private static void tabTo(ChatPage page, String selector) {
    for (int stop = 0; stop < 20; stop++) {
      page.page().keyboard().press("Tab");
      assertThat(page.page().evaluate("getComputedStyle(document.activeElement).outlineStyle"))
          .isEqualTo("solid");
      if (Boolean.TRUE.equals(
          page.page()
              .evaluate("(selector) => document.activeElement.matches(selector)", selector))) {
        return;
      }
    }
    throw new AssertionError("No way to " + selector);
  }

  @Test
  void hidesNothingFromAnybodyAndFitsEveryScreen() {
    ChatPage alice = ChatPage.open(still(), server.port());
    show(alice.page(), "login");
    alice.page().locator("#username").fill("alice");
    alice.page().locator("#password").fill("wrong");
    alice.page().locator("#password").press("Enter");
    assertThat(alice.notice()).isVisible();
    show(alice.page(), "login-error");
    alice.fillInSignIn("alice");
    alice.isIn("lobby");
    ChatPage bob = ChatPage.signIn(still(), server.port(), "bob");
    bob.isIn("lobby");

    talk(alice, bob);
    show(alice.page(), "readme", ColorScheme.LIGHT, "en"); // of which src/docs/images has a copy
    bob.say("안녕, Alice. 네, 조금 전에 나갔습니다.\n로그는 아직 보고 있습니다.");
    alice.heard("bob", "안녕, Alice. 네, 조금 전에 나갔습니다.\n로그는 아직 보고 있습니다.");
    show(alice.page(), "chat");
    show(alice.page(), "chat", ColorScheme.DARK, "en");
    show(alice.page(), "chat", ColorScheme.LIGHT, "ko");
    show(alice.page(), "chat", ColorScheme.LIGHT, "en");
    alice.button("Connect your own").click();
    show(alice.page(), "chat-own");
    alice.page().keyboard().press("Escape");
    bob.enter("alice");
    bob.say("A word with you");
    assertThat(alice.place("bob")).containsText("1 unread message");
    show(alice.page(), "chat-unread");
    alice.enter("bob");
    show(alice.page(), "chat-person");
    alice.enterOther("@nobody_here");
    alice.say("Hello?");
    assertThat(alice.notice()).not().isEmpty();
    show(alice.page(), "chat-refused");
    alice.enter("kitchen");
    alice.button("Leave the room").click();
    show(alice.page(), "chat-nowhere");
    alice.button("Sign out").click();
    assertThat(alice.button("Sign in")).isVisible();
  }

  @Test
  void hidesNothingWhereThereIsNoConnection() {
    BrowserContext profile = still();
    List<WebSocketRoute> sockets = new ArrayList<>();
    profile.routeWebSocket(
        "**/ws",
        socket -> {
          socket.connectToServer();
          sockets.add(socket);
        });
    ChatPage carol = ChatPage.signIn(profile, server.port(), "carol");
    carol.isIn("lobby");

    sockets.getLast().close(new CloseOptions().setCode(4409));
    assertThat(carol.status()).containsText("a newer session took the place of this one");
    carol.say("Can you hear me?");

    assertThat(carol.notice()).containsText("Not sent");
    carol
        .page()
        .evaluate(
            """
            () => {
              const list = document.querySelector("unsent-list");
              const lobby = { kind: "room", name: "lobby" };
              const bob = { kind: "person", name: "bob" };
              list.add({ place: lobby, text: "Did anybody see the blue folder?" }, "unsent.unconfirmed");
              list.add({ place: bob, text: "Psst" }, "unsent.refused", { why: { key: "refusal.rate-limited" } });
            }
            """);
    assertThat(carol.unsent()).hasCount(2);
    show(carol.page(), "chat-stopped");
  }

  private static void talk(ChatPage alice, ChatPage bob) {
    alice.say("Hello, Bob. Did the release go out?");
    bob.heard("alice", "Hello, Bob. Did the release go out?");
    bob.say("Hello, Alice. Yes, a minute ago.\nI am still reading the logs.");
    bob.heard("bob", "Hello, Alice. Yes, a minute ago.\nI am still reading the logs.");
    alice.say(
        "Great. I will watch the dashboards for the next hour and tell everybody in the workshop"
            + " if something looks odd, so do not worry about it.");
    assertThat(bob.said()).hasCount(3);
    bob.message().pressSequentially("Th");
    assertThat(alice.typing()).hasText("bob is typing…");
  }

  /// Looks at it in both themes, and takes pictures of it on three screens.
  private static void show(Page page, String state) {
    show(page, state, ColorScheme.DARK, "ko");
    show(page, state, ColorScheme.LIGHT, "en");
  }

  private static void show(Page page, String state, ColorScheme scheme, String language) {
    page.locator("page-header select")
        .first()
        .selectOption(language, new Locator.SelectOptionOptions().setForce(true));
    page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
    assertThat(page.locator("body").innerText()).as("keys of messages").doesNotContainPattern(KEY);
    String name = state + "-" + language + "-" + scheme;
    picture(page, 360, 740, name);
    picture(page, 768, 1024, name);
    picture(page, 1280, 720, name);
    assertThat(Accessibility.findings(page)).as(name).isEmpty();
  }

  private static void picture(Page page, int width, int height, String name) {
    page.setViewportSize(width, height);
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as(name + " fits into " + width + " pixels")
        .isEqualTo(true);
    Path file = PICTURES.resolve(name.toLowerCase(Locale.ROOT) + "-" + width + ".png");
    page.screenshot(new ScreenshotOptions().setPath(file).setFullPage(true));
  }

  private static BrowserContext still() {
    return BROWSER.profile(new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
  }

  private static ChatPage signIn(String name) {
    return ChatPage.signIn(BROWSER.profile(), server.port(), name);
  }
}
