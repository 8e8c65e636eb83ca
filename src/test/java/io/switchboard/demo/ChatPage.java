package io.switchboard.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;

/// The chat page as one person uses it, its parts found by what that person reads.
///
/// @param page for what only one test does
record ChatPage(Page page) {

  /// Signs in through the form.
  static ChatPage signIn(BrowserContext profile, int port, String name) {
    ChatPage chat = open(profile, port);
    chat.fillInSignIn(name);
    return chat;
  }

  /// Shows the form to whoever is not signed in.
  static ChatPage open(BrowserContext profile, int port) {
    Page page = profile.newPage();
    page.navigate("http://127.0.0.1:" + port + "/");
    return new ChatPage(page);
  }

  /// Stops the page's clock, which runs on only by `runFor` until it is resumed.
  void stopClock() {
    page.clock().install();
    stopClockAgain();
  }

  /// After it was resumed. By less than two heart-beats, or the page would think the server silent.
  void stopClockAgain() {
    long now = ((Number) page.evaluate("Date.now()")).longValue();
    page.clock().pauseAt(now + 5_000);
  }

  void fillInSignIn(String name) {
    page.locator("#username").fill(name);
    page.locator("#password").fill(name);
    page.locator("#password").press("Enter");
    assertThat(page.locator("#who")).hasText(name);
  }

  /// The sentence about the connection.
  Locator status() {
    return page.getByRole(AriaRole.STATUS);
  }

  void isConnectedOver(String transport) {
    assertThat(status()).hasText("Connected over " + transport + ".");
  }

  void isIn(String room) {
    assertThat(title()).hasText(room);
    assertThat(remarks()).hasText("You are in " + room + ".");
  }

  /// @param transport as the page names it
  void choose(String transport) {
    page.locator("network-tools select").selectOption(transport);
  }

  /// Chooses the page's language.
  ///
  /// @param label of the choice, as the language has it that is shown
  void speak(String label, String language) {
    page.getByRole(AriaRole.COMBOBOX, new GetByRoleOptions().setName(label)).selectOption(language);
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(name));
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
  }

  /// The place shown.
  Locator title() {
    return page.locator("#place-title");
  }

  /// Where one writes.
  Locator message() {
    return page.locator("#text");
  }

  void say(String text) {
    message().fill(text);
    message().press("Enter");
  }

  /// Who is typing.
  Locator typing() {
    return page.locator("#typing");
  }

  /// What has just gone wrong.
  Locator notice() {
    return page.getByRole(AriaRole.ALERT);
  }

  /// What was written and may not have arrived.
  Locator unsent() {
    return page.locator("unsent-list li");
  }

  /// What the page says of its own among the messages.
  Locator remarks() {
    return page.locator(".remark");
  }

  /// What was said in the room shown.
  Locator said() {
    return page.locator(".message .text");
  }

  /// A person or a room, at the side.
  Locator place(String name) {
    return page.locator("place-list a", new Page.LocatorOptions().setHasText(name));
  }

  /// Goes to a person or a room.
  void enter(String name) {
    place(name).click();
    assertThat(title()).hasText(name);
  }

  /// Goes to a place that is not at the side yet.
  ///
  /// @param place `@name` for a person
  void enterOther(String place) {
    page.getByLabel("Another room").fill(place);
    button("Open").click();
    assertThat(title()).hasText(place.replaceFirst("^@", ""));
  }

  /// What the page knows of the place shown.
  Locator facts() {
    return page.locator("#facts");
  }

  /// When it tries again, where it is going to.
  Locator countdown() {
    return page.getByRole(AriaRole.TIMER);
  }

  /// Whether the newest message is this one.
  void heard(String from, String text) {
    Locator newest = page.locator(".message").last();
    assertThat(newest.locator(".text")).hasText(text);
    assertThat(newest.locator(".from")).hasText(from);
  }

  /// Writes down all sentences about the connection from now on: some stand for milliseconds only.
  void recordStatus() {
    page.evaluate(
        """
        () => {
          const words = document.getElementById("connection-words");
          const record = document.createElement("pre");
          record.id = "record";
          record.hidden = true;
          document.body.append(record);
          new MutationObserver(() => record.append(words.textContent, "\\n")).observe(words, { childList: true });
        }
        """);
  }

  /// All those sentences.
  Locator statusRecord() {
    return page.locator("#record");
  }
}
