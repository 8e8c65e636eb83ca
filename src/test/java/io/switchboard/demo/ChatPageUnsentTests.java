package io.switchboard.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.switchboard.testing.Browser;
import io.switchboard.testing.TestServer;
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

    alice.place("bob").click();
    assertThat(alice.title()).hasText("bob");
    assertThat(alice.message()).hasValue("");
    alice.message().fill("For Bob alone");
    alice.link("lobby").click();

    assertThat(alice.title()).hasText("lobby");
    assertThat(alice.message()).hasValue("For everybody");
    alice.place("bob").click();
    assertThat(alice.message()).hasValue("For Bob alone");
  }

  @Test
  void givesNothingBackWhereOthersWouldReadIt() {
    ChatPage alice = signIn("alice");
    alice.isIn("lobby");
    open(alice, "@nobody_here");
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
    open(alice, "@nobody_here");
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

  private static void open(ChatPage page, String place) {
    page.page().getByLabel("Another room").fill(place);
    page.button("Open").click();
  }

  private static ChatPage signIn(String name) {
    return ChatPage.signIn(BROWSER.profile(), server.port(), name);
  }
}
