package io.switchboard.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.switchboard.security.Revocations;
import io.switchboard.testing.Accessibility;
import io.switchboard.testing.Browser;
import io.switchboard.testing.Looks;
import io.switchboard.testing.TestServer;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The ticker in a real browser.
class TickerPageTests {

  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final Pattern MONEY = Pattern.compile("^\\d+\\.\\d{2}$");

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
  void showsPricesThatMove() {
    Page page = open(BROWSER.profile());

    assertThat(page.locator("connection-panel [role=status]")).hasText("Connected over WebSocket.");
    assertThat(page.locator("price-board label")).hasCount(4);
    assertThat(page.locator("price-view h2")).hasText("Tea");
    assertThat(last(page)).hasText(MONEY);
    assertThat(page.locator("price-chart .newest")).isVisible();
    String points = page.locator("price-chart .line").getAttribute("points");
    assertThat(page.locator("price-chart .line"))
        .not()
        .hasAttribute("points", String.valueOf(points));
    assertThat(page.getByText(Pattern.compile("^\\d+\\.\\d per second$"))).isVisible();
    assertThat(page.locator("price-chart svg"))
        .hasAttribute("aria-label", Pattern.compile("^Tea, the last \\d+ seconds: from .* now .*"));
  }

  @Test
  void showsWhatOneChooses() {
    Page page = open(BROWSER.profile());
    assertThat(page.locator("price-view h2")).hasText("Tea");

    page.getByRole(AriaRole.RADIO, new GetByRoleOptions().setName("Cacao")).check();

    assertThat(page.locator("price-view h2")).hasText("Cacao");
    assertThat(spoken(page))
        .hasText(Pattern.compile("^Cacao: \\d+\\.\\d{2}, .*%.* since the start$"));
    page.keyboard().press("ArrowUp");
    assertThat(page.locator("price-view h2")).hasText("Coffee");
  }

  /// It says the price now and then, not ten times a second.
  @Test
  void doesNotTalkAllTheTime() {
    Page page = open(BROWSER.profile());
    assertThat(spoken(page)).hasText(Pattern.compile("^Tea: "));
    page.evaluate(
        """
        () => {
          window.spoken = 0;
          const count = () => window.spoken++;
          const words = document.querySelector("price-view [role=status]");
          new MutationObserver(count).observe(words, { childList: true, characterData: true, subtree: true });
        }
        """);

    for (int change = 0; change < 3; change++) {
      String price = last(page).textContent();
      assertThat(last(page)).not().hasText(price);
    }

    assertThat(page.evaluate("window.spoken")).isEqualTo(0);
  }

  @Test
  void hasATableForTheChart() {
    Page page = open(BROWSER.profile());

    page.getByText("The same as a table").click();

    assertThat(page.locator("price-view tbody tr").first().locator("td").last()).hasText(MONEY);
    assertThat(page.locator("price-view tbody tr").nth(3)).isVisible();
  }

  @Test
  void addsToTheTableWithoutTouchingTheRowsThatOneReads() {
    Page page = open(BROWSER.profile());
    page.getByText("The same as a table").click();
    Locator rows = page.locator("price-view tbody tr");
    assertThat(rows.first()).isVisible();
    ElementHandle read = rows.first().elementHandle();

    page.waitForFunction("(row) => row.rowIndex >= 4 || !row.isConnected", read);

    assertThat(read.evaluate("(row) => row.isConnected")).isEqualTo(true);
    page.waitForFunction("(row) => !row.isConnected", read);
    assertThat(rows).hasCount(20);
    page.getByRole(AriaRole.RADIO, new GetByRoleOptions().setName("Cacao")).check();
    assertThat(page.locator("price-view h2")).hasText("Cacao");
    page.getByLabel("Language").selectOption("한국어");
    assertThat(rows.first().locator("td").first()).hasText(Pattern.compile("[오전후]{2} \\d"));
    assertThat(rows.last().locator("td").first()).hasText(Pattern.compile("[오전후]{2} \\d"));
    assertThat(page.evaluate("document.querySelectorAll('price-view tbody tr').length <= 20"))
        .isEqualTo(true);
  }

  @Test
  void speaksKorean() {
    Page page = open(BROWSER.profile(new NewContextOptions().setLocale("ko-KR")));

    assertThat(page.locator("price-view h2")).hasText("차");
    assertThat(page.getByText(Pattern.compile("^초당 \\d+\\.\\d건$"))).isVisible();
    page.getByLabel("언어").selectOption("English");
    assertThat(page.locator("price-view h2")).hasText("Tea");
    assertThat(page.locator("price-board .name").first()).hasText("Tea");
  }

  @Test
  void saysThatPricesAreOld() {
    Page page = open(BROWSER.profile(), "carol");
    assertThat(last(page)).hasText(MONEY);
    assertThat(page.getByText("No connection: these prices are old.")).isHidden();

    server.bean(Revocations.class).revokeUser("carol");

    assertThat(page.getByText("No connection: these prices are old.")).isVisible();
    assertThat(last(page)).hasText(MONEY);
  }

  @Test
  void isFineToLookAt() {
    Page page = open(BROWSER.profile(new NewContextOptions().setLocale("ko-KR")));
    assertThat(page.locator("price-board label")).hasCount(4);
    assertThat(page.locator("price-chart .newest")).isVisible();

    List<String> findings = Looks.in(page, "ticker", () -> Accessibility.findings(page));

    assertThat(findings).isEmpty();
  }

  /// What is told of the past meets what has come meanwhile: in order, nothing twice, and bounded.
  @Test
  void putsPricesInOrder() {
    Page page = open(BROWSER.profile());

    Object times =
        page.evaluate(
            """
            async () => {
              const { Prices } = await import("/prices.js");
              const prices = new Prices();
              const price = (at) => ({ symbol: "X", price: 1, open: 1, at });
              [5, 6, 4, 6, 7].forEach((at) => prices.add(price(at)));
              prices.fill([1, 3, 5, 6].map(price));
              const inOrder = prices.of("X").map(({ at }) => at).join();
              for (let at = 8; at < 500; at++) prices.add(price(at));
              prices.fill([2].map(price));
              return [inOrder, prices.of("X").length, prices.of("X")[0].at, prices.of("Y").length];
            }
            """);

    assertThat(times).isEqualTo(List.of("1,3,5,6,7", 150, 350, 0));
  }

  @Test
  void countsOnThoughNobodyAsksHowMany() {
    Page page = open(BROWSER.profile());

    Object rates =
        page.evaluate(
            """
            async () => {
              const { Rate } = await import("/rate.js");
              const rate = new Rate();
              for (let millis = 0; millis < 100_000; millis += 5) rate.heard(millis);
              return [rate.perSecond(100_000), rate.perSecond(104_000), rate.perSecond(200_000)];
            }
            """);

    assertThat(rates).isEqualTo(List.of(199.8, 39.8, 0));
  }

  @Test
  void takesNothingForAPriceThatIsNone() {
    Page page = open(BROWSER.profile());

    Object read =
        page.evaluate(
            """
            async () => {
              const { parsePrices } = await import("/prices.js");
              const good = { symbol: "X", price: 1.5, open: 1, at: "2026-11-20T12:00:00Z" };
              const bad = [{ ...good, price: "1.5" }, { ...good, at: "noon" }, { ...good, symbol: 1 }, null, 7];
              return [JSON.stringify([good, ...bad]), JSON.stringify(good), "{", "null", "", "7"]
                .map((body) => parsePrices(body).length);
            }
            """);

    assertThat(read).isEqualTo(List.of(1, 1, 0, 0, 0, 0));
  }

  private static Locator last(Page page) {
    return page.locator("price-view .last");
  }

  private static Locator spoken(Page page) {
    return page.locator("price-view [role=status]");
  }

  private static Page open(BrowserContext profile) {
    return open(profile, "alice");
  }

  private static Page open(BrowserContext profile, String name) {
    Page page = ChatPage.signIn(profile, server.port(), name).page();
    page.navigate("http://127.0.0.1:" + server.port() + "/ticker.html");
    return page;
  }
}
