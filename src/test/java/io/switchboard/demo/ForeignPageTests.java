package io.switchboard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.AddScriptTagOptions;
import io.switchboard.testing.Browser;
import io.switchboard.testing.ForeignSite;
import io.switchboard.testing.TestServer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/// What a page of another origin can do with the cookie of somebody who has signed in: nothing,
/// unless its origin is listed. The cookie does come along, since another port is the same site.
class ForeignPageTests {

  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final String OPEN_WEB_SOCKET =
      """
      (port) => new Promise((resolve) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, ["v12.stomp"]);
        socket.onopen = () => socket.send("CONNECT\\naccept-version:1.2\\nhost:x\\n\\n\\0");
        socket.onmessage = ({ data }) => resolve(data);
        socket.onclose = ({ code }) => resolve(`closed with ${code}`);
      })
      """;

  private static final String OPEN_SOCK_JS =
      """
      ({ port, transport }) => new Promise((resolve) => {
        const socket = new SockJS(`http://127.0.0.1:${port}/sockjs`, null, { transports: [transport], timeout: 20_000 });
        socket.onopen = () => socket.send("CONNECT\\naccept-version:1.2\\nhost:x\\n\\n\\0");
        socket.onmessage = ({ data }) => resolve(data);
        socket.onclose = ({ code }) => resolve(`closed with ${code}`);
      })
      """;

  private static final String FETCH =
      """
      ({ url, method, mode }) => fetch(url, { method, mode, credentials: "include" })
          .then((answer) => answer.type, (error) => error.name)
      """;

  /// What became of a request, and whether it brought the cookie.
  private record Answered(int status, boolean cookie) {}

  /// Looks at requests of the other site from the server's side, since a page is shown nothing of
  /// them.
  @Order(Ordered.HIGHEST_PRECEDENCE)
  static class Answers extends OncePerRequestFilter {

    private final BlockingQueue<Answered> answers = new LinkedBlockingQueue<>();

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      String cookie = String.valueOf(request.getHeader("Cookie"));
      chain.doFilter(request, response);
      if ("same-site".equals(request.getHeader("Sec-Fetch-Site"))) {
        answers.add(new Answered(response.getStatus(), cookie.contains("switchboard=")));
      }
    }
  }

  private static ForeignSite site;
  private static TestServer server;
  private static TestServer listing;

  @BeforeAll
  static void start() throws IOException {
    site = ForeignSite.start();
    server = TestServer.startWith(new Class<?>[] {Answers.class}, "spring.profiles.active=demo");
    listing =
        TestServer.start(
            "spring.profiles.active=demo", "switchboard.allowed-origins=" + site.origin());
  }

  @AfterAll
  static void stop() {
    listing.close();
    server.close();
    site.close();
  }

  @Test
  void opensNoWebSocket() {
    BROWSER.expectErrors("WebSocket connection to .* failed.*403");

    assertThat(elsewhere(server).evaluate(OPEN_WEB_SOCKET, server.port()))
        .isEqualTo("closed with 1006");
  }

  @Test
  void opensOneWhereItsOriginIsListed() {
    assertThat(elsewhere(listing).evaluate(OPEN_WEB_SOCKET, listing.port()))
        .asString()
        .startsWith("CONNECTED\n")
        .contains("user-name:alice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cors POST /sockjs/000/a1/xhr",
        "cors POST /sockjs/000/a2/xhr_streaming",
        "cors POST /sockjs/000/a3/xhr_send",
        "cors GET /sockjs/info",
        "no-cors POST /sockjs/000/a4/xhr",
        "no-cors GET /sockjs/000/a5/eventsource",
        "no-cors GET /sockjs/000/a6/htmlfile?c=callback",
        "no-cors GET /sockjs/info"
      })
  void getsNothingOverHttp(String request) throws InterruptedException {
    BROWSER.expectErrors("403|blocked by CORS policy|Failed to load resource");
    String[] words = request.split(" ", 3);
    String url = "http://127.0.0.1:" + server.port() + words[2];
    Page page = elsewhere(server);
    BlockingQueue<Answered> answers = server.bean(Answers.class).answers;
    answers.clear();

    Object outcome = page.evaluate(FETCH, Map.of("mode", words[0], "method", words[1], "url", url));

    assertThat(outcome).isIn("TypeError", "opaque");
    assertThat(answers.poll(15, TimeUnit.SECONDS)).isEqualTo(new Answered(403, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "websocket",
        "xhr-streaming",
        "xhr-polling",
        "iframe-eventsource",
        "iframe-htmlfile",
        "iframe-xhr-polling"
      })
  void usesSockJsWhereItsOriginIsListed(String transport) {
    Page page = elsewhere(listing);
    String library = "http://127.0.0.1:" + listing.port() + "/webjars/sockjs-client/sockjs.min.js";
    page.addScriptTag(new AddScriptTagOptions().setUrl(library));

    Object heard =
        page.evaluate(OPEN_SOCK_JS, Map.of("port", listing.port(), "transport", transport));

    assertThat(heard).asString().startsWith("CONNECTED\n").contains("user-name:alice");
  }

  @Test
  void cannotFrameTheChat() {
    BROWSER.expectErrors("frame-ancestors|X-Frame-Options|Refused to display|Framing");
    Page page = elsewhere(listing);

    page.evaluate(
        """
        (port) => new Promise((resolve) => {
          const frame = document.createElement("iframe");
          frame.onload = resolve;
          frame.src = `http://127.0.0.1:${port}/`;
          document.body.append(frame);
        })
        """,
        listing.port());

    page.waitForCondition(() -> page.frames().getLast().url().startsWith("chrome-error:"));
  }

  @Test
  void slipsNoScriptIntoTheChat() {
    BROWSER.expectErrors("Content Security Policy");
    Page chat = ChatPage.signIn(BROWSER.profile(), server.port(), "alice").page();

    Object outcome =
        chat.evaluate(
            """
            () => new Promise((resolve) => {
              addEventListener("securitypolicyviolation", (violation) =>
                resolve([violation.effectiveDirective, globalThis.slippedIn ?? "not run"]));
              const script = document.createElement("script");
              script.textContent = "globalThis.slippedIn = 'run'";
              document.body.append(script);
            })
            """);

    assertThat(outcome).isEqualTo(List.of("script-src-elem", "not run"));
  }

  /// A page of the other site, in the browser of somebody who has signed in.
  private static Page elsewhere(TestServer at) {
    BrowserContext profile = BROWSER.profile();
    ChatPage.signIn(profile, at.port(), "alice").page().close();
    Page page = profile.newPage();
    page.navigate(site.origin() + "/");
    return page;
  }
}
