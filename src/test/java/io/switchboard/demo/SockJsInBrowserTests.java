package io.switchboard.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.AddScriptTagOptions;
import io.switchboard.testing.Browser;
import io.switchboard.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each transport that sockjs-client has for the browsers of today, in one of them. Those in an
/// iframe load the client from this server a second time.
class SockJsInBrowserTests {

  @RegisterExtension static final Browser BROWSER = new Browser();

  /// Writes STOMP by hand, each frame as the answer to the one before.
  private static final String TALK =
      """
      (transport) => new Promise((resolve, reject) => {
        const frames = [
          "CONNECT\\naccept-version:1.2\\nhost:localhost\\n\\n\\0",
          "SUBSCRIBE\\nid:1\\ndestination:/topic/rooms.kitchen\\nreceipt:r\\n\\n\\0",
          `SEND\\ndestination:/app/rooms.kitchen.say\\n\\n{"text":"over ${transport}"}\\0`,
        ];
        const heard = [];
        const socket = new SockJS("/sockjs", null, { transports: [transport], timeout: 20_000 });
        const sendNext = () => socket.send(frames.shift());
        socket.onopen = sendNext;
        socket.onmessage = ({ data }) => {
          heard.push(data);
          if (frames.length > 0) {
            sendNext();
          } else {
            resolve([socket.transport, ...heard]);
            socket.close();
          }
        };
        socket.onclose = ({ code, reason }) => reject(new Error(`closed with ${code} ${reason}`));
        setTimeout(() => reject(new Error(`silent after ${heard.length} frames`)), 30_000);
      })
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
  @ValueSource(
      strings = {
        "websocket",
        "xhr-streaming",
        "eventsource",
        "htmlfile",
        "xhr-polling",
        "iframe-eventsource",
        "iframe-htmlfile",
        "iframe-xhr-polling"
      })
  void carriesStomp(String transport) {
    Page page = ChatPage.signIn(BROWSER.profile(), server.port(), "alice").page();
    page.addScriptTag(new AddScriptTagOptions().setUrl("/webjars/sockjs-client/sockjs.min.js"));

    Object heard = page.evaluate(TALK, transport);

    assertThat(heard)
        .asInstanceOf(list(String.class))
        .satisfiesExactly(
            carrier -> assertThat(carrier).isEqualTo(transport),
            frame -> assertThat(frame).startsWith("CONNECTED\n").contains("\nuser-name:alice\n"),
            frame -> assertThat(frame).startsWith("RECEIPT\nreceipt-id:r\n"),
            frame ->
                assertThat(frame)
                    .startsWith("MESSAGE\n")
                    .contains("\nsubscription:1\n", "\"text\":\"over " + transport + "\""));
  }
}
