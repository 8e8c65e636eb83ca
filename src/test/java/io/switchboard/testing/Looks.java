package io.switchboard.testing;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// Pictures of a page on a phone, a tablet and a desktop, light and dark, for people to look at.
public final class Looks {

  private static final List<Integer> WIDTHS = List.of(360, 768, 1280);

  private Looks() {}

  /// Writes them to `target/screenshots`, and complains where the page is wider than the screen.
  ///
  /// @param name of the files
  /// @param findings what else is wrong with the page as it is shown
  /// @return all that is wrong, each with where it is so
  public static List<String> in(Page page, String name, Supplier<List<String>> findings) {
    List<String> all = new ArrayList<>();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(
          new EmulateMediaOptions()
              .setColorScheme(scheme)
              .setReducedMotion(ReducedMotion.REDUCE)); // or it is looked at on its way
      for (int width : WIDTHS) {
        page.setViewportSize(width, 800);
        String where = name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
        page.screenshot(
            new ScreenshotOptions()
                .setPath(Path.of("target/screenshots", where + ".png"))
                .setFullPage(true));
        if (Boolean.TRUE.equals(
            page.evaluate("() => document.documentElement.scrollWidth > innerWidth"))) {
          all.add(where + ": wider than the screen");
        }
        findings.get().forEach(finding -> all.add(where + ": " + finding));
      }
    }
    return all;
  }
}
