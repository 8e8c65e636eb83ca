package io.switchboard.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import io.switchboard.testing.Browser;
import io.switchboard.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// On a phone one sees what is said and where one writes, without scrolling.
class ChatPageOnPhonesTests {

  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final String NAME_IS_BESIDE_THE_CHOICES =
      """
      () => {
        const edges = (selector) => document.querySelector(selector).getBoundingClientRect();
        return edges("page-header .choices label:last-child select").right <= edges("#who").left;
      }
      """;

  /// All in one look: facts that come may move everything.
  private static final String STANDS_ABOVE_THE_SIDE =
      """
      () => {
        const box = (selector) => document.querySelector(selector).getBoundingClientRect();
        const end = box("main").bottom;
        return [
          box("message-composer").bottom < end,
          box("message-composer button").bottom < end,
          box("aside").top >= end,
        ];
      }
      """;

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"360, 640", "390, 844"})
  void showsTheTalkAndWhereOneWrites(int width, int height) {
    NewContextOptions phone = new NewContextOptions().setViewportSize(width, height);
    ChatPage alice = ChatPage.signIn(BROWSER.profile(phone), server.port(), "alice");
    alice.isIn("lobby");
    alice.say("Hello from a phone");
    alice.heard("alice", "Hello from a phone");

    for (String language : List.of("ko", "en")) {
      alice.page().locator("page-header select").first().selectOption(language);
      assertThat(bottom(alice.page(), "message-composer")).isLessThanOrEqualTo(height);
      assertThat(bottom(alice.page(), "network-tools")).isLessThanOrEqualTo(height);
      assertThat(alice.page().evaluate("document.querySelector('#log').clientHeight > 60"))
          .isEqualTo(true);
      String name = "phone-" + language + "-" + width + ".png";
      Path file = Path.of("target", "screenshots", name);
      alice.page().screenshot(new ScreenshotOptions().setPath(file));
    }
  }

  /// With a keyboard on it, little is left of the screen.
  @ParameterizedTest
  @CsvSource({"360, 400, false", "360, 400, true", "360, 640, true", "320, 256, false"})
  void laysNothingOverAnother(int width, int height, boolean refused) {
    NewContextOptions phone = new NewContextOptions().setViewportSize(width, height);
    ChatPage alice = ChatPage.signIn(BROWSER.profile(phone), server.port(), "alice");
    alice.isIn("lobby");
    for (int line = 1; line <= 12; line++) {
      alice.say("Line " + line);
      alice.heard("alice", "Line " + line);
    }
    if (refused) {
      alice.page().evaluate("location.hash = '#@nobody_here'");
      assertThat(alice.title()).hasText("nobody_here");
      alice.say("A text that nobody gets, and that takes more than one line on a phone");
      assertThat(alice.notice()).containsText("Refused: ");
    }

    assertThat(alice.page().evaluate(NAME_IS_BESIDE_THE_CHOICES)).isEqualTo(true);
    assertThat(alice.page().evaluate(STANDS_ABOVE_THE_SIDE)).isEqualTo(List.of(true, true, true));
    assertThat(alice.page().evaluate("document.querySelector('#log').clientHeight"))
        .asInstanceOf(InstanceOfAssertFactories.INTEGER)
        .isBetween(60, height);
    String name = "keyboard-" + width + "x" + height + (refused ? "-refused.png" : ".png");
    Path file = Path.of("target", "screenshots", name);
    alice.page().screenshot(new ScreenshotOptions().setPath(file).setFullPage(true));
  }

  private static double bottom(Page page, String selector) {
    var box = page.locator(selector).boundingBox();
    return box.y + box.height;
  }
}
