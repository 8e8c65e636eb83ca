package io.switchboard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.AddScriptTagOptions;
import io.switchboard.testing.Browser;
import io.switchboard.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that know nothing of Switchboard, as their own guides use them: the old stomp-websocket
/// of many a tutorial, and stompjs.
class LegacyClientTests {

  @RegisterExtension static final Browser BROWSER = new Browser();

  /// Makes what the scripts below have in common.
  private static final String PRELUDE =
      """
      window.webSocketUrl = location.origin.replace("http", "ws") + "/ws";
      window.stompWebSocket = (over) => {
        const client = over === "SockJS"
          ? Stomp.over(new SockJS("/sockjs"))
          : Stomp.client(window.webSocketUrl);
        client.debug = null;
        return client;
      };
      window.within30Seconds = (talk) => new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error("nothing within 30 s")), 30_000);
        talk(resolve, (error) => reject(new Error(error.headers?.message ?? error)));
      });
      """;

  private static final String SAY_AND_HEAR =
      """
      ({ over, headers }) => within30Seconds((resolve, reject) => {
        const client = stompWebSocket(over);
        client.connect(headers, (connected) => {
          client.subscribe("/topic/rooms.old", (message) => {
            const { from, text } = JSON.parse(message.body);
            client.disconnect(() => resolve([connected.headers.version, from, text]));
          });
          client.send("/app/rooms.old.say", {}, JSON.stringify({ text: "안녕 over " + over }));
        }, reject);
      })
      """;

  /// This client cuts a frame into messages of 16 KiB.
  private static final String SEND_IN_PIECES =
      """
      ({ over, token }) => within30Seconds((resolve, reject) => {
        const text = "가나다\\n".repeat(5_000);
        const client = stompWebSocket(over);
        client.connect("dave", token, () => {
          client.subscribe("/topic/long", ({ body }) => resolve(body === text));
          client.send("/topic/long", {}, text);
        }, reject);
      })
      """;

  private static final String REFUSED =
      """
      ({ over, headers }) => within30Seconds((resolve, reject) =>
        stompWebSocket(over).connect(headers, reject, (error) => resolve(error.body ?? error)))
      """;

  private static final String STOMPJS =
      """
      async ({ connectHeaders }) => {
        const { Client } = await import("@stomp/stompjs");
        return within30Seconds((resolve, reject) => {
          const client = new Client({ brokerURL: webSocketUrl, connectHeaders });
          client.onStompError = reject;
          client.onConnect = (connected) => {
            client.subscribe("/topic/rooms.stock", (message) => {
              const { from, text } = JSON.parse(message.body);
              client.deactivate().then(() => resolve([connected.headers.version, from, text]));
            });
            client.publish({ destination: "/app/rooms.stock.say", body: '{"text":"안녕"}' });
          };
          client.activate();
        });
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
  @ValueSource(strings = {"WebSocket", "SockJS"})
  void letsStompWebSocketTalkAsWhoIsSignedIn(String over) {
    Page page = page(BROWSER.profile());

    Object heard = page.evaluate(SAY_AND_HEAR, Map.of("over", over, "headers", Map.of()));

    assertThat(heard).isEqualTo(List.of("1.1", "alice", "안녕 over " + over));
  }

  @ParameterizedTest
  @ValueSource(strings = {"WebSocket", "SockJS"})
  void letsStompWebSocketTalkWithATokenAlone(String over) {
    Page page = pageWithoutCookies();

    Object heard =
        page.evaluate(SAY_AND_HEAR, Map.of("over", over, "headers", bearer(token("dave"))));

    assertThat(heard).isEqualTo(List.of("1.1", "dave", "안녕 over " + over));
  }

  @ParameterizedTest
  @ValueSource(strings = {"WebSocket", "SockJS"})
  void takesLongBodiesInPiecesFromStompWebSocket(String over) {
    Page page = pageWithoutCookies();

    Object same = page.evaluate(SEND_IN_PIECES, Map.of("over", over, "token", token("dave")));

    assertThat(same).isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WebSocket", "SockJS"})
  void tellsStompWebSocketThatATokenIsNotValid(String over) {
    Page page = page(BROWSER.profile());

    Object error = page.evaluate(REFUSED, Map.of("over", over, "headers", bearer("not.a.token")));

    assertThat(error).asString().contains("The token is not valid.");
  }

  @Test
  void letsStompjsTalkWithATokenAlone() {
    Page page = pageWithoutCookies();

    Object heard = page.evaluate(STOMPJS, Map.of("connectHeaders", bearer(token("dave"))));

    assertThat(heard).isEqualTo(List.of("1.2", "dave", "안녕"));
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  private static String token(String user) {
    return TestServer.token(user);
  }

  private static Page pageWithoutCookies() {
    BrowserContext profile = BROWSER.profile();
    Page page = page(profile);
    profile.clearCookies();
    return page;
  }

  /// A page of the server's with the clients loaded.
  private static Page page(BrowserContext profile) {
    Page page = ChatPage.signIn(profile, server.port(), "alice").page();
    for (String script : List.of("sockjs-client/sockjs.min.js", "stomp-websocket/stomp.min.js")) {
      page.addScriptTag(new AddScriptTagOptions().setUrl("/webjars/" + script));
    }
    page.evaluate("() => {" + PRELUDE + "}"); // no script tag: the page takes none of that kind
    return page;
  }
}
