package io.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.MarkdownFile;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;

/// What the documentation shows does what it says.
class DocumentationExamplesTests {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.startWith(new Class<?>[] {DocumentationExamples.OrdersController.class});
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private record Handler(BlockingQueue<String> bodies) implements StompFrameHandler {
    @Override
    public Type getPayloadType(StompHeaders headers) {
      return String.class;
    }

    @Override
    public void handleFrame(StompHeaders headers, @Nullable Object payload) {
      bodies.add(String.valueOf(payload));
    }
  }

  @Test
  void connectsFromJava() throws Exception {
    Handler handler = new Handler(new LinkedBlockingQueue<>());
    String url = "ws://localhost:" + server.port() + "/ws";

    StompSession session = DocumentationExamples.connect(url, TestServer.token("alice"), handler);

    assertThat(handler.bodies().poll(10, TimeUnit.SECONDS)).isEqualTo("hello");
    session.disconnect();
  }

  @Test
  void passesOrdersOnAndRefusesLargeOnes() throws IOException {
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("e", "/user/queue/errors");
      alice.subscribe("1", "/topic/shops.tea.orders");

      alice.publish("/app/shops.tea.order", "{\"item\":\"cup\",\"count\":2}");
      alice.publish("/app/shops.tea.order", "{\"item\":\"cup\",\"count\":101}");

      assertThat(alice.read().body()).isEqualTo("{\"item\":\"cup\",\"count\":2}");
      Received refusal = alice.read();
      assertThat(refusal.header("code")).isEqualTo("forbidden");
      assertThat(refusal.body()).contains("At most 100 at a time.");
    }
  }

  @Test
  void refusesAsTheProtocolShows() throws IOException {
    byte[] shown =
        MarkdownFile.read("src/docs/protocol.md").code("").stream()
            .filter(block -> block.contains("problem+json"))
            .findFirst()
            .orElseThrow()
            .replaceFirst("\n$", "\0")
            .getBytes(StandardCharsets.UTF_8);
    Received example = StompSocket.parse(shown);
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("sub-0", "/user/queue/errors");

      alice.send("SEND\ndestination:/topic/rooms.*\nreceipt:send-7\n\nhello");

      Received refusal = alice.read();
      assertThat(refusal.body()).isEqualTo(example.body());
      refusal.headers().put("message-id", example.header("message-id"));
      refusal.headers().remove("content-length");
      assertThat(refusal.headers()).isEqualTo(example.headers());
    }
  }

  @Test
  void letsAnInterceptorDecide() throws IOException {
    Class<?>[] application = {
      DocumentationExamples.OrdersController.class, DocumentationExamples.Rules.class
    };
    try (TestServer ruled = TestServer.startWith(application);
        StompSocket alice = StompSocket.connect(ruled.port(), "alice")) {
      alice.subscribe("e", "/user/queue/errors");
      alice.subscribe("1", "/topic/shops.#");

      alice.send("SUBSCRIBE\nid:2\ndestination:/topic/#\n\n");
      alice.publish("/topic/shops.tea.orders", "{}");
      alice.publish("/app/shops.tea.order", "{\"item\":\"cup\",\"count\":2}");

      assertThat(alice.read().headers())
          .containsEntry("code", "forbidden")
          .containsEntry("subscription-id", "2");
      assertThat(alice.read().header("code")).isEqualTo("forbidden");
      assertThat(alice.read().header("destination")).isEqualTo("/topic/shops.tea.orders");
    }
  }
}
