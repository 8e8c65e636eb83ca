package io.switchboard.testing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A headless Chromium for the tests of one class, of which each test may open as many profiles as
/// it needs people. Whatever their pages log as an error fails the test.
///
/// Where the machine has no Chromium the tests are skipped, but in CI they fail. Confined to the
/// thread of the tests, as Playwright is.
public final class Browser
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

  /// For anything a page is to do: a busy machine takes seconds for what usually takes
  /// milliseconds.
  private static final double PATIENCE_MILLIS = 30_000;

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final List<BrowserContext> profiles = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final List<Predicate<String>> expected = new ArrayList<>();
  private @Nullable Playwright playwright;
  private com.microsoft.playwright.@Nullable Browser chromium;

  /// A profile of its own, as another person's browser has: nothing in it is shared but the
  /// machine.
  public BrowserContext profile() {
    return profile(new NewContextOptions());
  }

  public BrowserContext profile(NewContextOptions options) {
    BrowserContext profile = Objects.requireNonNull(chromium).newContext(options);
    profiles.add(profile);
    profile.setDefaultTimeout(PATIENCE_MILLIS);
    profile.onConsoleMessage(this::note);
    profile.onWebError(error -> errors.add(error.error()));
    return profile;
  }

  /// Says that the running test itself brings errors about.
  ///
  /// @param pattern found in the error's text
  public void expectErrors(String pattern) {
    expected.add(Pattern.compile(pattern).asPredicate());
  }

  private void note(ConsoleMessage message) {
    if (message.type().equals("error")) {
      errors.add(message.text() + " at " + message.location());
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Path executable = chromium();
    if (executable == null) {
      return;
    }
    setDefaultAssertionTimeout(PATIENCE_MILLIS);
    Map<String, String> noDownload = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(noDownload));
    chromium =
        playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
  }

  private static @Nullable Path chromium() {
    Stream<String> candidates =
        Stream.of(
            System.getenv().getOrDefault("CHROMIUM", ""),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome");
    return candidates
        .filter(candidate -> !candidate.isEmpty())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (chromium == null) {
      String missing = "This test needs Chromium: install it, or name it in CHROMIUM.";
      assertThat(System.getenv("CI")).as(missing).isNotEqualTo("true");
      Assumptions.abort(missing);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    profiles.forEach(BrowserContext::close); // which also delivers what was logged until now
    List<String> unexpected =
        errors.stream()
            .filter(error -> expected.stream().noneMatch(pattern -> pattern.test(error)))
            .toList();
    profiles.clear();
    errors.clear();
    expected.clear();
    assertThat(unexpected).as("Errors in the browser's console").isEmpty();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (playwright != null) {
      playwright.close(); // and the browser with it
    }
  }
}
