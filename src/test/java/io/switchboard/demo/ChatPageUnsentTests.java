package io.switchboard.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Route;
import io.switchboard.testing.Browser;
import io.switchboard.testing.TestServer;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What becomes of a text that was written and has not arrived: it is not lost, and is not said
/// where it was not meant to be.
class ChatPageUnsentTests {

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
  void keepsWhatIsBeingWrittenWhereItIsWritten() {
    ChatPage alice = signIn("alice");
    alice.isIn("lobby");
    alice.message().fill("For everybody");

    alice.enter("bob");
    assertThat(alice.message()).hasValue("");
    alice.message().fill("For Bob alone");
    alice.enter("lobby");
    assertThat(alice.message()).hasValue("For everybody");
    alice.enter("bob");
    assertThat(alice.message()).hasValue("For Bob alone");
  }

  @Test
  void takesNoMessageBeforeItKnowsWhoseTheyAre() {
    BROWSER.expectErrors("ERR_FAILED");
    ChatPage alice = signIn("alice");
    alice.isIn("lobby");
    alice.page().route("**/demo/me", Route::abort);

    alice.page().reload();

    assertThat(alice.status()).containsText("the server cannot be reached");
    assertThat(alice.message()).isDisabled();
    assertThat(alice.button("Send")).isDisabled();
  }

  @Test
  void givesNothingBackWhereOthersWouldReadIt() {
    ChatPage alice = signIn("alice");
    alice.isIn("lobby");
    alice.enterOther("@nobody_here");
    alice.message().fill("For you alone");

    alice
        .page()
        .evaluate(
            """
            () => {
              document.querySelector("message-composer form").requestSubmit();
              location.hash = "#lobby";
            }
            """);

    assertThat(alice.unsent()).containsText("To nobody_here, refused: ");
    assertThat(alice.unsent().locator("blockquote")).hasText("For you alone");
    assertThat(alice.title()).hasText("lobby");
    assertThat(alice.message()).hasValue("");
  }

  @Test
  void keepsWhatWasRefusedWhileSomethingElseIsBeingWritten() {
    ChatPage alice = signIn("alice");
    alice.isIn("lobby");
    alice.enterOther("@nobody_here");
    alice.message().fill("The first");

    alice
        .page()
        .evaluate(
            """
            () => {
              document.querySelector("message-composer form").requestSubmit();
              document.getElementById("text").value = "The second";
            }
            """);

    assertThat(alice.unsent().locator("blockquote")).hasText("The first");
    assertThat(alice.message()).hasValue("The second");
  }

  @Test
  void saysInTheLanguageOfThePageWhyItWasRefused() {
    NewContextOptions korean = new NewContextOptions().setLocale("ko-KR");
    ChatPage alice = ChatPage.signIn(BROWSER.profile(korean), server.port(), "alice");
    assertThat(alice.remarks()).hasText("lobby 대화방에 들어왔습니다.");
    alice.page().evaluate("location.hash = '#@nobody_here'");
    assertThat(alice.title()).hasText("nobody_here");

    alice.say("안녕");

    assertThat(alice.notice().locator("p").first()).hasText(Pattern.compile("^거절됨: [가-힣 ]{4,}$"));
    assertThat(alice.notice().locator("[lang=en]")).hasText(Pattern.compile("[a-z]{3}"));
    alice.speak("언어", "en");
    assertThat(alice.notice().locator("p").first())
        .hasText(Pattern.compile("^Refused: [a-z ]{4,}$"));
  }

  /// There may be codes that the page does not know yet, and bodies that are no problem at all.
  @Test
  void makesSenseOfAnyRefusal() {
    ChatPage alice = signIn("alice");

    Object words =
        alice
            .page()
            .evaluate(
                """
                async () => {
                  const { parseRefusal } = await import("/wire.js");
                  const { wordsFor } = await import("/refusal-words.js");
                  const { t } = await import("/i18n.js");
                  const refusals = [
                    { headers: { code: "rate-limited", "retry-after": "7" }, body: '{"detail":"Slower"}' },
                    { headers: { code: "of-tomorrow" }, body: "{}" },
                    { headers: { "retry-after": "soon" }, body: "[" },
                  ].map(parseRefusal);
                  return refusals.map((refusal) => {
                    const { key, params } = wordsFor(refusal);
                    return `${t(key, params)}|${refusal.detail}`;
                  });
                }
                """);

    assertThat(words)
        .isEqualTo(
            List.of(
                "too many in too short a time (again in 7 s)|Slower",
                "the server gave a reason that this page does not know|",
                "the server gave a reason that this page does not know|"));
  }

  private static ChatPage signIn(String name) {
    return ChatPage.signIn(BROWSER.profile(), server.port(), name);
  }
}
