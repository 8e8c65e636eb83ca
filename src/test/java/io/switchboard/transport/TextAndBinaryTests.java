package io.switchboard.transport;

import static io.switchboard.testing.RawWebSocket.BINARY;
import static io.switchboard.testing.RawWebSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class TextAndBinaryTests {

  private static final String SCRIPTS =
      "Grüße, Привет, 안녕, 你好, مرحبا, नमस्ते, 👋🏽 \u0000 \u2028 end";
  private static final byte[] NO_UTF8 = {(byte) 0xC3, 0x28, 0, (byte) 0xFF};

  private static TestServer server;

  private StompSocket alice;
  private StompSocket bob;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void connect() throws IOException {
    alice = StompSocket.connect(server.port(), "alice");
    bob = StompSocket.connect(server.port(), "bob");
    bob.subscribe("1", "/topic/files");
  }

  @AfterEach
  void disconnect() throws IOException {
    alice.close();
    bob.close();
  }

  static final List<Arguments> BODIES =
      List.of(
          argumentSet("text without a type", TEXT, "", utf8(SCRIPTS), TEXT),
          argumentSet("plain text", TEXT, "text/plain;charset=utf-8", utf8(SCRIPTS), TEXT),
          argumentSet("JSON", TEXT, "application/json", utf8("{\"안녕\":1}"), TEXT),
          argumentSet("JSON in a binary message", BINARY, "application/json", utf8("[1]"), TEXT),
          argumentSet("text in a binary message", BINARY, "", utf8(SCRIPTS), TEXT),
          argumentSet("nothing", TEXT, "", new byte[0], TEXT),
          argumentSet(
              "octets in a text message", TEXT, "application/octet-stream", utf8("a\0b"), BINARY),
          argumentSet("octets", BINARY, "application/octet-stream", NO_UTF8, BINARY),
          argumentSet("octets without a type", BINARY, "", NO_UTF8, BINARY),
          argumentSet("octets of an unknown type", BINARY, "application/x-mine", NO_UTF8, BINARY),
          argumentSet("an image", BINARY, "image/png", NO_UTF8, BINARY));

  @ParameterizedTest
  @FieldSource("BODIES")
  void deliversABodyByteForByte(int sentAs, String type, byte[] body, int receivedAs)
      throws IOException {
    alice.webSocket().send(sentAs, send(type, body));

    RawWebSocket.Frame frame = bob.readFrame();
    assertThat(frame.opcode()).isEqualTo(receivedAs);
    assertThat(bodyOf(frame)).isEqualTo(body);
    assertThat(headersOf(frame).contains("\ncontent-type:" + type + "\n"))
        .isEqualTo(!type.isEmpty());
    assertThat(headersOf(frame).contains("\ncontent-length:" + body.length + "\n"))
        .isEqualTo(body.length > 0);
  }

  @Test
  void endsABodyWithoutLengthAtItsFirstNul() throws IOException {
    String head = "SEND\ndestination:/topic/files\n\n";
    alice.send(head + "first\0\n\n" + head + "second");

    assertThat(bob.read().body()).isEqualTo("first");
    assertThat(bob.read().body()).isEqualTo("second");
  }

  @Test
  void deliversTheLargestBody() throws IOException {
    byte[] body = new byte[65_536];
    Arrays.fill(body, (byte) 'x');

    alice.webSocket().send(TEXT, send("text/plain", body));

    assertThat(bodyOf(bob.readFrame())).isEqualTo(body);
  }

  static final List<Arguments> TEXT_TYPES =
      List.of(
          argumentSet("plain text", "text/plain"),
          argumentSet("HTML in capitals", "TEXT/HTML"),
          argumentSet("JSON", "application/json"),
          argumentSet("some JSON", "application/vnd.mine+json"),
          argumentSet("XML", "application/xml"));

  @ParameterizedTest
  @FieldSource("TEXT_TYPES")
  void refusesTextThatIsNotUtf8(String type) throws IOException {
    alice.webSocket().send(BINARY, send(type, NO_UTF8));

    StompSocket.Received error = alice.read();
    assertThat(error.command()).isEqualTo("ERROR");
    assertThat(error.header("code")).isEqualTo("bad-encoding");
    assertThat(alice.readClose().closeCode()).isEqualTo(1007);
    try (StompSocket carol = StompSocket.connect(server.port(), "carol")) {
      carol.publish("/topic/files", "the next that comes");
      assertThat(bob.read().body()).isEqualTo("the next that comes");
    }
  }

  /// A frame may come in several messages, and only those of text were checked to be UTF-8.
  @ParameterizedTest
  @CsvSource({
    "bytes before text, 2, 1",
    "text before bytes, 1, 2",
    "bytes before bytes, 2, 2",
  })
  void takesAFrameForTextOnlyIfAllItsPiecesWere(String row, int first, int last)
      throws IOException {
    byte[] invalid = {(byte) 0xFF, (byte) 0xFE};
    alice.webSocket().text("SEND\ndestination:/topic/files\n\n");
    alice.webSocket().send(first, first == BINARY ? invalid : utf8("abc"));
    alice.webSocket().send(BINARY, new byte[0]);
    alice.webSocket().send(last, last == BINARY ? invalid : utf8("abc"));
    alice.webSocket().text("\0");

    assertThat(bob.readFrame().opcode()).as(row).isEqualTo(BINARY);
  }

  @Test
  void takesAFrameForTextAgainAfterOneOfBytes() throws IOException {
    alice.webSocket().send(BINARY, send("", NO_UTF8));
    alice.webSocket().text("SEND\ndestination:/topic/files\n\nab");
    alice.webSocket().text("c\0");

    assertThat(bob.readFrame().opcode()).isEqualTo(BINARY);
    assertThat(bob.readFrame().opcode()).isEqualTo(TEXT);
  }

  private static byte[] send(String type, byte[] body) {
    String head =
        "SEND\ndestination:/topic/files\ncontent-length:"
            + body.length
            + (type.isEmpty() ? "" : "\ncontent-type:" + type)
            + "\n\n";
    byte[] frame = Arrays.copyOf(utf8(head), head.length() + body.length + 1);
    System.arraycopy(body, 0, frame, head.length(), body.length);
    return frame;
  }

  private static String headersOf(RawWebSocket.Frame frame) {
    String text = new String(frame.payload(), StandardCharsets.ISO_8859_1);
    return text.substring(0, text.indexOf("\n\n") + 1);
  }

  private static byte[] bodyOf(RawWebSocket.Frame frame) {
    int from = headersOf(frame).length() + 1;
    return Arrays.copyOfRange(frame.payload(), from, frame.payload().length - 1);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
