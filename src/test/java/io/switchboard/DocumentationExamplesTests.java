package io.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.policy.ChannelAuthorizer;
import io.switchboard.testing.MarkdownFile;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;

/// What the documentation shows does what it says.
class DocumentationExamplesTests {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.startWith(
            new Class<?>[] {DocumentationExamples.OrdersController.class},
            "spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private record Handler(BlockingQueue<String> bodies) implements StompFrameHandler {
    @Override
    public Type getPayloadType(StompHeaders headers) {
      return Map.class;
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

    assertThat(handler.bodies().poll(10, TimeUnit.SECONDS)).contains("text=hello");
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
  void opensWhatThePoliciesSay() throws IOException {
    String policies =
        MarkdownFile.read("src/docs/application.md").code("yaml").stream()
            .filter(block -> block.contains("documentAuthorizer"))
            .findFirst()
            .orElseThrow();
    Class<?>[] application = {Shared.class};
    try (TestServer ruled = TestServer.startWith(application, propertiesOf(policies))) {
      String tenant =
          TestServer.token(
              "alice",
              Instant.now().plusSeconds(60),
              Map.of("tenant", "acme", "roles", List.of("TRADER")));

      assertThat(subscribe(ruled, tenant, "desks.acme.fx")).isEqualTo("RECEIPT");
      assertThat(subscribe(ruled, tenant, "desks.other.fx")).isEqualTo("forbidden");
      assertThat(subscribe(ruled, tenant, "documents.plan")).isEqualTo("RECEIPT");
      assertThat(subscribe(ruled, tenant, "documents.salaries")).isEqualTo("forbidden");
      assertThat(subscribe(ruled, tenant, "#")).isEqualTo("forbidden");
      assertThat(subscribe(ruled, tenant, "shops.tea.orders")).isEqualTo("RECEIPT");
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Shared {
    @Bean
    DocumentationExamples.Documents documents() {
      return (user, document) -> user.equals("alice") && document.equals("documents.plan");
    }

    @Bean
    ChannelAuthorizer documentAuthorizer(DocumentationExamples.Documents documents) {
      return new DocumentationExamples.DocumentAuthorizer(documents);
    }
  }

  private static String[] propertiesOf(String yaml) throws IOException {
    List<String> properties = new ArrayList<>();
    properties.add("switchboard.channels.all.subscribe=nobody");
    for (PropertySource<?> source :
        new YamlPropertySourceLoader()
            .load("example", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))) {
      EnumerablePropertySource<?> all = (EnumerablePropertySource<?>) source;
      for (String name : all.getPropertyNames()) {
        properties.add(name + "=" + all.getProperty(name));
      }
    }
    return properties.toArray(String[]::new);
  }

  /// What SUBSCRIBE is answered with: `RECEIPT` or the code of the refusal.
  private static String subscribe(TestServer server, String token, String channel)
      throws IOException {
    try (StompSocket client = StompSocket.open(server.port())) {
      client.send("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + token + "\n\n");
      client.read();
      client.send("SUBSCRIBE\nid:1\ndestination:/topic/" + channel + "\nreceipt:r\n\n");
      Received answer = client.read();
      return answer.command().equals("RECEIPT") ? "RECEIPT" : answer.header("code");
    }
  }
}
