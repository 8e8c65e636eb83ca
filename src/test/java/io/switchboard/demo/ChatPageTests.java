package io.switchboard.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.switchboard.testing.Browser;
import io.switchboard.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The chat page in a real browser.
class ChatPageTests {

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
  void letsTwoPeopleChatOverWebSocket() {
    ChatPage alice = signIn("alice");
    ChatPage bob = signIn("bob");
    alice.isConnectedOver("WebSocket");
    bob.isConnectedOver("WebSocket");
    alice.isIn("lobby");
    bob.isIn("lobby");

    alice.say("Hello, Bob");
    bob.heard("alice", "Hello, Bob");
    bob.say("Hello, Alice");
    alice.heard("bob", "Hello, Alice");

    assertThat(alice.said()).hasText(new String[] {"Hello, Bob", "Hello, Alice"});
    assertThat(bob.said()).hasText(new String[] {"Hello, Bob", "Hello, Alice"});
  }

  private static ChatPage signIn(String name) {
    return ChatPage.signIn(BROWSER.profile(), server.port(), name);
  }
}
