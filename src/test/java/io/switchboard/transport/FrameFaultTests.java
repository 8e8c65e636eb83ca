package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.ByteArrayOutputStream;
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
import org.junit.jupiter.params.provider.FieldSource;

/// What is wrong ends the connection it came on, with an answer that says what it was, and disturbs
/// no other one.
class FrameFaultTests {

  private static final byte[] KEY = {0x12, 0x34, 0x56, 0x78};

  private static TestServer server;

  private StompSocket bystander;
  private StompSocket culprit;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void nothingIsLeftBehind() {
    SwitchboardBroker broker = server.bean(SwitchboardBroker.class);
    await().until(() -> broker.subscriptions() == 0);
    server.close();
  }

  @BeforeEach
  void connect() throws IOException {
    bystander = StompSocket.connect(server.port(), "bob");
    bystander.subscribe("1", "/topic/square");
    culprit = StompSocket.connect(server.port(), "mallory");
  }

  @AfterEach
  void theBystanderIsUndisturbed() throws IOException {
    try (StompSocket publisher = StompSocket.connect(server.port(), "alice")) {
      publisher.publish("/topic/square", "still here?");
      assertThat(bystander.read().body()).isEqualTo("still here?");
    } finally {
      bystander.close();
      culprit.close();
    }
  }

  private static final String SEND = "SEND\ndestination:/topic/square\n";
  private static final String SUBSCRIBE = "SUBSCRIBE\nid:1\ndestination:";

  static final List<Arguments> FAULTS =
      List.of(
          fault("unknown command", "PUBLISH\n\n", "unknown-command"),
          fault("command of the server", "MESSAGE\n\n", "unknown-command"),
          fault("no STOMP at all", "{\"event\":\"publish\"}", "unknown-command"),
          fault("header without colon", SEND + "colour\n\nHi", "malformed"),
          fault("header without name", SEND + ":blue\n\nHi", "malformed"),
          fault("bad escape", SEND + "colour:\\tblue\n\nHi", "malformed"),
          fault("content-length in words", SEND + "content-length:two\n\nHi", "malformed"),
          fault("content-length negative", SEND + "content-length:-2\n\nHi", "malformed"),
          fault("content-length too short", SEND + "content-length:1\n\nHi", "malformed"),
          tooLarge("content-length huge", SEND + "content-length:" + "9".repeat(20) + "\n\nHi"),
          tooLarge("body over the limit", SEND + "\n" + "x".repeat(65_537)),
          tooLarge("header over the limit", SEND + "a:" + "x".repeat(1024) + "\n\n"),
          tooLarge("10,000 headers", SEND + "h:v\n".repeat(10_000) + "\n"),
          fault("body where none may be", "BEGIN\ntransaction:t\n\nHi", "malformed"),
          fault("a transaction", "BEGIN\ntransaction:t\n\n", "unsupported"),
          fault("SEND without destination", "SEND\n\nHi", "missing-header"),
          fault("SEND to nowhere", "SEND\ndestination:/nowhere\n\nHi", "unknown-destination"),
          fault("SEND to an empty name", "SEND\ndestination:\n\nHi", "unknown-destination"),
          fault("SEND of an impossible type", SEND + "content-type:%\n\nHi", "bad-header"),
          fault("SUBSCRIBE without id", "SUBSCRIBE\ndestination:/topic/a\n\n", "missing-header"),
          fault("SUBSCRIBE without destination", "SUBSCRIBE\nid:1\n\n", "missing-header"),
          fault("SUBSCRIBE to nowhere", SUBSCRIBE + "/nowhere\n\n", "unknown-destination"),
          fault("SUBSCRIBE to no name", SUBSCRIBE + "/topic/a..b\n\n", "unknown-destination"),
          fault("SUBSCRIBE, ack unknown", SUBSCRIBE + "/topic/a\nack:never\n\n", "bad-header"),
          fault(
              "SUBSCRIBE twice with one id",
              SUBSCRIBE + "/topic/a\n\n\0" + SUBSCRIBE + "/topic/b\n\n",
              "duplicate-subscription"),
          fault("UNSUBSCRIBE without id", "UNSUBSCRIBE\n\n", "missing-header"));

  private static Arguments fault(String name, String frame, String code) {
    return argumentSet(name, frame, code, 4400);
  }

  private static Arguments tooLarge(String name, String frame) {
    return argumentSet(name, frame, "too-large", 1009);
  }

  @ParameterizedTest
  @FieldSource("FAULTS")
  void saysWhatIsWrongWithAFrame(String frame, String code, int closeCode) throws IOException {
    culprit.send(frame);

    assertFails(code, closeCode);
  }

  static final List<Arguments> DRIBBLES =
      List.of(
          argumentSet("a body", SEND + "\n", "x".repeat(1000), "too-large", 1009),
          argumentSet("one header", SEND + "a:", "x".repeat(100), "too-large", 1009),
          argumentSet("many headers", SEND, "h:v\n".repeat(10), "too-large", 1009),
          argumentSet("a command", "SEND", "\r", "unknown-command", 4400));

  @ParameterizedTest
  @FieldSource("DRIBBLES")
  void endsAFrameThatDribblesInWithoutEnd(
      String beginning, String piece, String code, int closeCode) throws IOException {
    culprit.webSocket().text(beginning);
    for (int i = 0; i < 70; i++) {
      culprit.webSocket().text(piece);
    }

    assertFails(code, closeCode);
  }

  @Test
  void carriesOutNothingAfterAFault() throws IOException {
    culprit.send("PUBLISH\n\n\0" + SEND + "\nfrom the same message");
    culprit.send(SEND + "\nfrom the next message");

    assertFails("unknown-command", 4400);
  }

  @Test
  void waitsForTheNul() throws IOException {
    culprit.webSocket().text(SEND + "receipt:r1\ncontent-length:2\n\nHi");
    culprit.webSocket().send(RawWebSocket.PING, new byte[0]);
    int first = culprit.webSocket().read().opcode();
    culprit.webSocket().text("\0");
    StompSocket.Received second = culprit.read();

    assertThat(first).isEqualTo(RawWebSocket.PONG);
    assertThat(second.header("receipt-id")).isEqualTo("r1");
    assertThat(bystander.read().body()).isEqualTo("Hi");
  }

  @Test
  void takesFramesInPieces() throws IOException {
    byte[] frame = utf8(SEND + "\nGrüße\0");
    for (byte b : frame) {
      culprit.webSocket().send(RawWebSocket.BINARY, new byte[] {b});
    }

    assertThat(bystander.read().body()).isEqualTo("Grüße");
  }

  @Test
  void takesBinaryMessages() throws IOException {
    try (StompSocket binary = StompSocket.open(server.port())) {
      binary.webSocket().send(RawWebSocket.BINARY, utf8("CONNECT\npasscode:" + token() + "\n\n\0"));
      binary.webSocket().send(RawWebSocket.BINARY, utf8(SEND + "receipt:r1\n\nGrüße\0"));

      assertThat(binary.read().command()).isEqualTo("CONNECTED");
      assertThat(binary.read().header("receipt-id")).isEqualTo("r1");
      assertThat(bystander.read().body()).isEqualTo("Grüße");
    }
  }

  private static String token() {
    return TestServer.token("mallory");
  }

  @Test
  void takesFragmentsWithAPingInBetween() throws IOException {
    byte[] frame = utf8(SEND + "\nGrüße\0");
    int insideOfU = frame.length - 5; // "ü" is two bytes, "ße" and NUL are four
    culprit.webSocket().send(false, RawWebSocket.TEXT, part(frame, 0, 10));
    culprit.webSocket().send(false, RawWebSocket.CONTINUATION, part(frame, 10, insideOfU));
    culprit.webSocket().send(RawWebSocket.PING, utf8("between"));
    culprit.webSocket().send(true, RawWebSocket.CONTINUATION, part(frame, insideOfU, frame.length));

    assertThat(culprit.webSocket().read().text()).isEqualTo("between");
    assertThat(bystander.read().body()).isEqualTo("Grüße");
  }

  static final List<Arguments> WEBSOCKET_FAULTS =
      List.of(
          argumentSet("not masked", new byte[] {(byte) 0x81, 1, '\n'}, 1002),
          argumentSet("reserved opcode", RawWebSocket.frame(true, 3, new byte[1]), 1002),
          argumentSet("reserved control opcode", RawWebSocket.frame(true, 11, new byte[1]), 1002),
          argumentSet(
              "compressed without agreement", RawWebSocket.frame(true, 0x41, new byte[1]), 1002),
          argumentSet("continuation of nothing", RawWebSocket.frame(true, 0, new byte[1]), 1002),
          argumentSet("fragmented ping", RawWebSocket.frame(false, 9, new byte[1]), 1002),
          argumentSet("ping of 126 bytes", RawWebSocket.frame(true, 9, new byte[126]), 1002),
          argumentSet("close code of one byte", RawWebSocket.frame(true, 8, new byte[1]), 1002),
          argumentSet(
              "close code 1005", RawWebSocket.frame(true, 8, new byte[] {3, (byte) 0xED}), 1002),
          argumentSet("text that is not UTF-8", text("SEND\n\n\u00C3(\0"), 1007),
          argumentSet("text that ends within a character", text("SEND\n\n\u00C3"), 1007),
          argumentSet("message of 1 MB", RawWebSocket.frame(true, 1, new byte[1 << 20]), 1009),
          // more than fits into the buffers between client and server
          argumentSet("message of 15 MB", RawWebSocket.frame(true, 1, new byte[15 << 20]), 1009),
          argumentSet("frame announced as 8 EB", announced(Long.MAX_VALUE), 1009));

  @ParameterizedTest
  @FieldSource("WEBSOCKET_FAULTS")
  void closesOnWhatIsNoWebSocket(byte[] bytes, int closeCode) throws IOException {
    culprit.webSocket().sendRaw(bytes);

    RawWebSocket.Frame close = culprit.readClose();
    assertThat(close.closeCode()).isEqualTo(closeCode);
    assertTellsNothingInternal(close.closeReason());
  }

  @Test
  void refusesHeadersThatAreNotUtf8() throws IOException {
    byte[] frame = latin1(SEND + "colour:\u00C3(\n\nHi\0");
    culprit.webSocket().send(RawWebSocket.BINARY, frame);

    assertFails("bad-encoding", 1007);
  }

  @Test
  void forgetsWhoIsCutOffWithinAFrame() throws IOException {
    SwitchboardBroker broker = server.bean(SwitchboardBroker.class);
    culprit.subscribe("1", "/topic/square");
    byte[] frame = RawWebSocket.frame(true, RawWebSocket.TEXT, utf8(SEND + "\nHi\0"));
    culprit.webSocket().sendRaw(part(frame, 0, frame.length - 3));
    await().until(() -> broker.subscriptions() == 2); // those of other tests are gone

    culprit.webSocket().cut();

    await().until(() -> broker.subscriptions() == 1);
  }

  @Test
  void forgetsWhoHangsUpWithinAMessage() throws IOException {
    SwitchboardBroker broker = server.bean(SwitchboardBroker.class);
    culprit.subscribe("1", "/topic/square");
    culprit.webSocket().send(false, RawWebSocket.TEXT, utf8(SEND + "\nHi"));
    await().until(() -> broker.subscriptions() == 2); // those of other tests are gone

    culprit.close();

    await().until(() -> broker.subscriptions() == 1);
  }

  private void assertFails(String code, int closeCode) throws IOException {
    StompSocket.Received error = culprit.read();
    assertThat(error.command()).isEqualTo("ERROR");
    assertThat(error.header("code")).isEqualTo(code);
    assertThat(error.header("content-type")).isEqualTo("application/problem+json");
    assertTellsNothingInternal(error.toString());
    RawWebSocket.Frame close = culprit.readClose();
    assertThat(close.closeCode()).isEqualTo(closeCode);
    assertTellsNothingInternal(close.closeReason());
  }

  /// No class, package or exception shows through.
  static void assertTellsNothingInternal(String text) {
    assertThat(text)
        .doesNotContainIgnoringCase("exception")
        .doesNotContainPattern("\\b(java|jakarta|org|io|tools)\\.[a-z]+\\.")
        .doesNotContainPattern("\\bat [a-z]");
  }

  /// Only the beginning of a frame that says it is that long, and as much as would be too long.
  private static byte[] announced(long length) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0x82);
    frame.write(0xFF);
    for (int shift = 56; shift >= 0; shift -= 8) {
      frame.write((int) (length >> shift));
    }
    frame.writeBytes(KEY);
    frame.writeBytes(new byte[200_000]);
    return frame.toByteArray();
  }

  private static byte[] text(String latin1) {
    return RawWebSocket.frame(true, RawWebSocket.TEXT, latin1(latin1));
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] part(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }
}
