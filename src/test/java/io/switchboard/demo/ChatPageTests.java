package io.switchboard.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.switchboard.testing.Browser;
import io.switchboard.testing.TestServer;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.event.EventListener;
import org.springframework.web.socket.messaging.SessionDisconnectEvent;

/// The chat page in a real browser.
class ChatPageTests {

  @RegisterExtension static final Browser BROWSER = new Browser();

  private static TestServer server;

  /// Hears whose connections end.
  static class Departures {

    private final BlockingQueue<String> names = new LinkedBlockingQueue<>();

    @EventListener
    void left(SessionDisconnectEvent event) {
      Principal user = event.getUser();
      names.add(user == null ? "nobody" : user.getName());
    }

    void await(String name) throws InterruptedException {
      String left;
      do {
        left = names.poll(30, TimeUnit.SECONDS);
        assertThat(left).as("Whose connection ended, waiting for " + name).isNotNull();
      } while (!name.equals(left));
    }
  }

  @BeforeAll
  static void start() {
    server = TestServer.startWith(new Class<?>[] {Departures.class}, "spring.profiles.active=demo");
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

    talk(alice, bob);
  }

  @ParameterizedTest(name = "alice: {0}, bob: {2}")
  @CsvSource({
    "websocket, WebSocket, xhr-polling, SockJS (xhr-polling)",
    "sockjs-websocket, SockJS (websocket), xhr-streaming, SockJS (xhr-streaming)",
    "eventsource, SockJS (eventsource), htmlfile, SockJS (htmlfile)"
  })
  void letsPeopleChatOverTheTransportsTheyChoose(
      String alices, String nameOfAlices, String bobs, String nameOfBobs) {
    ChatPage alice = signIn("alice");
    ChatPage bob = signIn("bob");
    alice.isIn("lobby");
    bob.isIn("lobby");

    alice.choose(alices);
    bob.choose(bobs);

    alice.isConnectedOver(nameOfAlices);
    bob.isConnectedOver(nameOfBobs);
    assertThat(alice.remarks().last()).containsText("Back in lobby");
    assertThat(bob.remarks().last()).containsText("Back in lobby");
    talk(alice, bob);
  }

  private static void talk(ChatPage alice, ChatPage bob) {
    alice.say("Hello, Bob");
    bob.heard("alice", "Hello, Bob");
    bob.say("안녕, Alice 👋");
    alice.heard("bob", "안녕, Alice 👋");
    assertThat(alice.said()).hasText(new String[] {"Hello, Bob", "안녕, Alice 👋"});
    assertThat(bob.said()).hasText(new String[] {"Hello, Bob", "안녕, Alice 👋"});
    assertThat(alice.message()).hasValue("");
  }

  @Test
  void showsWhoIsTypingUntilTheyHaveSaidIt() {
    ChatPage alice = signIn("alice");
    ChatPage bob = signIn("bob");
    alice.isIn("lobby");
    bob.isIn("lobby");
    alice.stopClock(); // it stands for 4 s only

    bob.message().pressSequentially("Hm");
    assertThat(alice.typing()).hasText("bob is typing…");
    assertThat(bob.typing()).hasText("");

    bob.message().press("Enter");
    alice.heard("bob", "Hm");
    assertThat(alice.typing()).hasText("");
  }

  @Test
  void showsMarkupAsItWasWritten() {
    String markup =
        "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";
    ChatPage alice = signIn("alice");
    ChatPage bob = signIn("bob");
    alice.isIn("lobby");
    bob.isIn("lobby");

    alice.say(markup);

    bob.heard("alice", markup);
    alice.heard("alice", markup);
    assertThat(bob.page().locator("#log img, #log script")).hasCount(0);
    assertThat(bob.page()).hasTitle("Switchboard chat");
  }

  @Test
  void keepsWhatIsSaidInItsRoom() {
    ChatPage alice = signIn("alice");
    ChatPage bob = signIn("bob");
    alice.isIn("lobby");
    bob.isIn("lobby");

    alice.enter("kitchen");
    alice.isIn("kitchen");
    alice.say("In the kitchen");
    alice.heard("alice", "In the kitchen");
    alice.page().goBack();
    assertThat(alice.title()).hasText("lobby");
    assertThat(alice.remarks()).containsText(new String[] {"Back in lobby after"});
    alice.say("In the lobby");

    bob.heard("alice", "In the lobby");
    assertThat(bob.said()).hasCount(1);
    assertThat(alice.said()).hasCount(1);
    alice.page().goForward();
    assertThat(alice.said()).hasText(new String[] {"In the kitchen"});
  }

  @Test
  void tellsWhatARoomIsLike() {
    ChatPage alice = signIn("alice");
    alice.isIn("lobby");
    ChatPage bob = signIn("bob");
    bob.isIn("lobby");

    assertThat(bob.facts()).containsText("seen here: alice, bob");
    bob.say("Hello");
    assertThat(alice.facts()).containsText("seen here: alice, bob");
  }

  /// Whose answer one does not wait for any more is not to come, and no refusal of it is shown.
  @Test
  void asksOneQuestionAtATime() {
    ChatPage alice = signIn("alice");

    Object counts =
        alice
            .page()
            .evaluate(
                """
                async () => {
                  const { RoomVisit, isQuestion } = await import("/room-visit.js");
                  const asked = [];
                  const open = new Map();
                  const client = {
                    connected: true,
                    watchForReceipt: () => {},
                    subscribe: (destination, heard, { id = destination } = {}) => {
                      asked.push(id);
                      open.set(id, heard);
                      return { id, unsubscribe: () => open.delete(id) };
                    },
                  };
                  const facts = [];
                  const view = { typing: () => {}, facts: ({ messages }) => facts.push(messages) };
                  const visit = new RoomVisit("den", "alice", view);
                  visit.join(client);
                  for (const from of ["bob", "carol", "dave"]) {
                    open.get("/topic/rooms.den.typing")({ body: JSON.stringify({ from }) });
                  }
                  const questions = [...open.keys()].filter(isQuestion);
                  open.get(questions[0])({ body: '{"messages":7}' });
                  const left = [...open.keys()].filter(isQuestion);
                  visit.leave(true);
                  return [asked.filter(isQuestion).length, questions.length, left.length, open.size, ...facts];
                }
                """);

    assertThat(counts).isEqualTo(List.of(4, 1, 0, 0, 7));
  }

  @Test
  void leavesARoom() {
    ChatPage alice = signIn("alice");
    ChatPage bob = signIn("bob");
    alice.isIn("lobby");
    bob.isIn("lobby");

    bob.page()
        .evaluate(
            """
            () => {
              const log = document.getElementById("log");
              const note = () => (log.dataset.liveWas ??= String(log.getAttribute("aria-live")));
              new MutationObserver((changes) => changes.some((change) => change.addedNodes.length > 0) && note())
                .observe(document.getElementById("messages"), { childList: true });
            }
            """);

    bob.button("Leave the room").press("Enter");
    assertThat(bob.title()).hasText("No room");
    assertThat(bob.title()).isFocused();
    assertThat(bob.remarks()).containsText("You left lobby.");
    assertThat(bob.page().locator("#log")).hasAttribute("data-live-was", "null"); // read out
    assertThat(bob.message()).isDisabled();
    alice.say("Has he gone?");
    alice.heard("alice", "Has he gone?");
    bob.enter("kitchen");

    bob.isIn("kitchen");
    bob.enter("lobby");
    assertThat(bob.remarks())
        .containsText(new String[] {"What was said meanwhile is missing here."});
    assertThat(bob.said()).hasCount(0);
  }

  @Test
  void carriesMessagesBetweenTwoPeople() {
    ChatPage alice = signIn("alice");
    ChatPage bob = signIn("bob");
    ChatPage carol = signIn("carol");
    alice.isIn("lobby");
    bob.isIn("lobby");
    carol.isIn("lobby");

    alice.enter("bob");
    alice.say("Only for you");
    alice.heard("alice", "Only for you");
    assertThat(bob.place("alice")).containsText("1 unread message");
    assertThat(bob.said()).hasCount(0);
    bob.enter("alice");
    bob.heard("alice", "Only for you");
    assertThat(bob.place("alice")).hasText("alice");
    bob.say("나도");

    alice.heard("bob", "나도");
    assertThat(alice.said()).hasText(new String[] {"Only for you", "나도"});
    assertThat(carol.place("alice")).hasText("alice");
    assertThat(carol.said()).hasCount(0);
  }

  @Test
  void givesBackWhatNobodyIsThereToRead() {
    ChatPage alice = signIn("alice");
    alice.isIn("lobby");

    alice.enterOther("@nobody_here");
    alice.say("Hello?");

    assertThat(alice.notice()).containsText("Refused: ");
    assertThat(alice.notice().locator("blockquote")).hasText("Hello?");
    assertThat(alice.message()).hasValue("Hello?");
    assertThat(alice.said()).hasCount(0);
  }

  @Test
  void opensRoomsOfAnyName() {
    ChatPage alice = signIn("alice");
    ChatPage bob = signIn("bob");
    alice.isIn("lobby");
    bob.isIn("lobby");

    for (ChatPage page : new ChatPage[] {alice, bob}) {
      page.enterOther("다방_2");
      page.isIn("다방_2");
    }
    alice.say("Is anybody here?");

    bob.heard("alice", "Is anybody here?");
    assertThat(bob.page()).hasURL(Pattern.compile("#%EB%8B%A4%EB%B0%A9_2$"));
  }

  @Test
  void opensNoRoomThatCannotBe() {
    ChatPage alice = signIn("alice");
    alice.isIn("lobby");

    alice.page().getByLabel("Another room").fill("a.b");
    alice.button("Open").click();

    assertThat(alice.page().locator("#place-name:invalid")).hasValue("a.b");
    alice.isIn("lobby");
  }

  @Test
  void followsTheNewestMessageThoughANoticeTakesItsPlace() {
    ChatPage alice = signIn("alice");
    alice.isIn("lobby");
    for (int line = 1; line <= 12; line++) {
      alice.say("Line " + line + "\nof many");
    }
    assertThat(alice.said()).hasCount(12);
    assertThat(alice.said().last()).isInViewport();

    alice.page().setViewportSize(800, 480);

    assertThat(alice.said().last()).isInViewport();
    alice.say("The last");
    alice.heard("alice", "The last");
    assertThat(alice.said().last()).isInViewport();
  }

  @Test
  void endsWithTheSignOut() throws InterruptedException {
    BrowserContext profile = BROWSER.profile();
    ChatPage carol = ChatPage.signIn(profile, server.port(), "carol");
    ChatPage secondTab = ChatPage.open(profile, server.port());
    carol.isIn("lobby");
    secondTab.isIn("lobby");

    carol.button("Sign out").click();

    assertThat(carol.page()).hasURL(Pattern.compile("/login\\?logout$"));
    server.bean(Departures.class).await("carol");
    secondTab.choose("websocket");
    assertThat(secondTab.status()).containsText("the sign-in is not valid any more");
    assertThat(secondTab.link("Sign in")).isVisible();
  }

  private static ChatPage signIn(String name) {
    return ChatPage.signIn(BROWSER.profile(), server.port(), name);
  }
}
