package io.switchboard.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;

/// The chat page as one person uses it, found by what that person reads.
///
/// @param page for what only one test needs
record ChatPage(Page page) {

  /// Signs in through the form.
  static ChatPage signIn(BrowserContext profile, int port, String name) {
    Page page = profile.newPage();
    page.navigate("http://127.0.0.1:" + port + "/");
    page.getByLabel("Username").fill(name);
    page.getByLabel("Password").fill(name);
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Sign in")).click();
    assertThat(page.locator("#who")).hasText(name);
    return new ChatPage(page);
  }

  /// The sentence about the connection.
  Locator status() {
    return page.getByRole(AriaRole.STATUS);
  }

  void isConnectedOver(String transport) {
    assertThat(status()).hasText("Connected over " + transport + ".");
  }

  void isIn(String room) {
    assertThat(page.locator("#room-title")).hasText(room);
    assertThat(page.locator(".remark")).hasText("You are in " + room + ".");
  }

  void choose(String transport) {
    page.getByLabel("Transport").selectOption(transport);
  }

  void enter(String room) {
    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(room)).click();
    isIn(room);
  }

  void write(String text) {
    message().fill(text);
  }

  void say(String text) {
    write(text);
    message().press("Enter");
  }

  /// Where one writes.
  Locator message() {
    return page.getByLabel("Message");
  }

  Locator typing() {
    return page.locator("#typing");
  }

  Locator notice() {
    return page.getByRole(AriaRole.ALERT);
  }

  /// All that was said in the room shown, each by the author's name.
  Locator said() {
    return page.locator(".message .text");
  }

  void heard(String from, String text) {
    Locator message = page.locator(".message").last();
    assertThat(message.locator(".text")).hasText(text);
    assertThat(message.locator(".from")).hasText(from);
  }

  void signOut() {
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Sign out")).click();
  }
}
