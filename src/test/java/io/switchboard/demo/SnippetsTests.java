package io.switchboard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.switchboard.security.Revocations;
import io.switchboard.testing.DemoToken;
import io.switchboard.testing.Installed;
import io.switchboard.testing.MarkdownFile;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// What the demo and the README tell people to run does what it is there for, when it is run as it
/// is shown: it says hello in the room, prints what is said there, and ends when the server ends
/// its session.
class SnippetsTests {

  private static final long PATIENCE_SECONDS = 60;

  private static final String END = "(it ended)";

  private static final String WEBJAR = "META-INF/resources/webjars/stomp__stompjs/";

  private static TestServer server;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    server = TestServer.start("spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void curl() throws Exception {
    if (!runs("curl", "--version")) {
      Assumptions.abort("This test needs curl.");
    }

    assertTalks("curl.sh", "Hello from curl", List.of("bash"));
  }

  @Test
  void javaScript() throws Exception {
    List<String> node = nodeOrSkip();
    copyStompjs();

    assertTalks("say.mjs", "Hello from JavaScript", node);
  }

  private List<String> nodeOrSkip() throws Exception {
    List<String> node = nodeWithWebSocket();
    if (node.isEmpty()) {
      Assumptions.abort("This test needs Node 20.10 or newer, or Debian's nodejs and node-ws.");
    }
    return node;
  }

  @Test
  void java() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");

    assertTalks("Say.java", "Hello from Java", List.of(java.toString()));
  }

  @Test
  void python() throws Exception {
    List<String> python =
        firstThatRuns(
            List.of(List.of("python3"), List.of("/usr/bin/python3")), "-c", "import websocket");
    if (python.isEmpty()) {
      Assumptions.abort("This test needs Python 3 with websocket-client: python3-websocket.");
    }

    assertTalks("say.py", "Hello from Python", List.of(python.getFirst(), "-u"));
  }

  /// It comes back after every close but one like this.
  @Test
  void javaScriptOfTheReadme() throws Exception {
    List<String> node = nodeOrSkip();
    copyStompjs();
    String token = DemoToken.of(server.port(), "alice");
    String shown = MarkdownFile.read("README.md").code("js").getFirst();
    Path file =
        Files.writeString(
            directory.resolve("readme.mjs"), "const token = '" + token + "';\n" + here(shown));

    assertTalks("lobby", "hello", node, file, token);
  }

  /// The token is made as shown, too.
  @Test
  void curlOfTheReadme() throws Exception {
    Installed.program("curl");
    Installed.program("openssl");
    List<String> shown = MarkdownFile.read("README.md").code("sh");
    String token = shown.getFirst().replaceAll("(?m)^\\./mvnw .*$", "");
    String polling = shown.getLast();
    assertThat(token).contains("'a secret of your own, 32 bytes or more'");
    assertThat(polling).contains("curl ", "/xhr_send");
    String script = token.replace("a secret of your own, 32 bytes or more", TestServer.SECRET);
    Path file = Files.writeString(directory.resolve("readme.sh"), script + here(polling));

    Process process = start(List.of("sh"), file);

    BlockingQueue<String> printed = linesOf(process);
    awaitLine(printed, "o");
    awaitLine(printed, "a[\"CONNECTED\\nversion:1.2");
    awaitEnd(printed);
    assertThat(process.waitFor()).isZero();
  }

  private static String here(String shown) {
    assertThat(shown).contains("localhost:8080");
    return shown.replace("localhost:8080", "localhost:" + server.port());
  }

  private void assertTalks(String name, String hello, List<String> command) throws Exception {
    String room = "own-" + name.replace('.', '-');
    String token = DemoToken.of(server.port(), "alice");
    Path file = Files.writeString(directory.resolve(name), filled(name, room, token));
    assertTalks(room, hello, command, file, token);
  }

  private void assertTalks(String room, String hello, List<String> command, Path file, String token)
      throws Exception {
    try (StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      bob.subscribe("1", "/topic/rooms." + room);
      Process process = start(command, file);
      try {
        BlockingQueue<String> printed = linesOf(process);

        String heard = bob.read().body();
        assertThat(heard).contains("\"from\":\"alice\"", "\"text\":\"" + hello + "\"");
        awaitLine(printed, hello);
        bob.publish("/app/rooms." + room + ".say", "{\"text\":\"Good evening\"}");
        awaitLine(printed, "Good evening");

        assertThat(server.bean(Revocations.class).revokeToken(id(token))).isEqualTo(1);
        awaitEnd(printed);
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    }
  }

  /// As the page fills it in.
  private static String filled(String name, String room, String token) throws Exception {
    String address = "127.0.0.1:" + server.port();
    return Files.readString(Path.of("frontend/snippets", name))
        .replace("{{token}}", token)
        .replace("{{room}}", room)
        .replace("{{url}}", "http://" + address + "/")
        .replace("{{ws}}", "ws://" + address + "/ws");
  }

  private Process start(List<String> command, Path file) throws IOException {
    List<String> all = new ArrayList<>(command);
    all.add(file.toString());
    return new ProcessBuilder(all).directory(directory.toFile()).redirectErrorStream(true).start();
  }

  private static BlockingQueue<String> linesOf(Process process) {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Thread.ofVirtual()
        .start(() -> {
          process.inputReader(StandardCharsets.UTF_8).lines().forEach(lines::add);
          lines.add(END);
        });
    return lines;
  }

  private static void awaitLine(BlockingQueue<String> printed, String text)
      throws InterruptedException {
    List<String> seen = new ArrayList<>();
    String line;
    do {
      line = printed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      seen.add(String.valueOf(line));
      assertThat(line).as("Waiting for '" + text + "' after " + seen).isNotNull().isNotEqualTo(END);
    } while (!line.contains(text));
  }

  private static void awaitEnd(BlockingQueue<String> printed) throws InterruptedException {
    List<String> seen = new ArrayList<>();
    while (!seen.contains(END)) {
      String line = printed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(line).as("Waiting for the end after " + seen).isNotNull();
      seen.add(line);
    }
  }

  private static String id(String token) throws ParseException {
    return SignedJWT.parse(token).getJWTClaimsSet().getJWTID();
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  /// Node has a WebSocket of its own from 22 on, and before that behind a flag. Debian's Node 18
  /// has none, but Debian has one to add.
  private List<String> nodeWithWebSocket() throws Exception {
    Path added =
        Files.writeString(
            directory.resolve("add-websocket.cjs"),
            "globalThis.WebSocket ??= require('/usr/share/nodejs/ws');\n");
    List<List<String>> candidates =
        List.of(
            List.of("node"),
            List.of("node", "--experimental-websocket"),
            List.of("node", "--require", added.toString()));
    return firstThatRuns(candidates, "-e", "process.exit(typeof WebSocket === 'function' ? 0 : 1)");
  }

  private static List<String> firstThatRuns(List<List<String>> candidates, String... probe)
      throws InterruptedException {
    for (List<String> candidate : candidates) {
      List<String> command = new ArrayList<>(candidate);
      command.addAll(List.of(probe));
      if (runs(command.toArray(String[]::new))) {
        return candidate;
      }
    }
    return List.of();
  }

  /// What `npm install @stomp/stompjs` does, from the copy that the pages use.
  private void copyStompjs() throws IOException {
    Path target = directory.resolve("node_modules/@stomp/stompjs");
    PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
    for (String files : List.of("package.json", "esm6/**/*.js")) {
      for (Resource file : resources.getResources("classpath*:" + WEBJAR + "*/" + files)) {
        String path = file.getURL().getPath().replaceFirst(".*/" + WEBJAR + "[^/]+/", "");
        Files.createDirectories(target.resolve(path).getParent());
        try (InputStream content = file.getInputStream()) {
          Files.copy(content, target.resolve(path));
        }
      }
    }
  }
}
