package io.switchboard.protocol;

import static io.switchboard.protocol.StompVersion.V1_0;
import static io.switchboard.protocol.StompVersion.V1_1;
import static io.switchboard.protocol.StompVersion.V1_2;
import static io.switchboard.protocol.Wire.bytes;
import static io.switchboard.protocol.Wire.decode;
import static io.switchboard.protocol.Wire.decoder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.switchboard.protocol.ClientFrame.Abort;
import io.switchboard.protocol.ClientFrame.Ack;
import io.switchboard.protocol.ClientFrame.Begin;
import io.switchboard.protocol.ClientFrame.Commit;
import io.switchboard.protocol.ClientFrame.Connect;
import io.switchboard.protocol.ClientFrame.Disconnect;
import io.switchboard.protocol.ClientFrame.HeartBeat;
import io.switchboard.protocol.ClientFrame.Nack;
import io.switchboard.protocol.ClientFrame.Send;
import io.switchboard.protocol.ClientFrame.Subscribe;
import io.switchboard.protocol.ClientFrame.Unsubscribe;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class FrameDecoderTests {
  private static final Headers X = Headers.of("x", "1");

  static Stream<Arguments> commands() {
    return Stream.of(
        argumentSet("CONNECT", "CONNECT", new Connect(Headers.of("x", "1"))),
        argumentSet("STOMP is CONNECT", "STOMP", new Connect(X)),
        argumentSet("SEND", "SEND", new Send(X, new byte[0])),
        argumentSet("SUBSCRIBE", "SUBSCRIBE", new Subscribe(X)),
        argumentSet("UNSUBSCRIBE", "UNSUBSCRIBE", new Unsubscribe(X)),
        argumentSet("ACK", "ACK", new Ack(X)),
        argumentSet("NACK", "NACK", new Nack(X)),
        argumentSet("BEGIN", "BEGIN", new Begin(X)),
        argumentSet("COMMIT", "COMMIT", new Commit(X)),
        argumentSet("ABORT", "ABORT", new Abort(X)),
        argumentSet("DISCONNECT", "DISCONNECT", new Disconnect(X)));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void readsEachCommand(String command, ClientFrame expected) {
    assertThat(decode(V1_2, command + "\nx:1\n\n\0")).containsExactly(expected);
  }

  @Test
  void tellsTheReceiptThatAFrameAsksFor() {
    List<ClientFrame> frames = decode(V1_2, "BEGIN\ntransaction:t\nreceipt:r-1\n\n\0BEGIN\n\n\0");

    assertThat(frames).extracting(ClientFrame::receipt).containsExactly("r-1", null);
  }

  @ParameterizedTest
  @EnumSource
  void takesCarriageReturnsBeforeLineFeedsInAnyVersion(StompVersion version) {
    assertThat(decode(version, "SUBSCRIBE\r\nid:1\r\ndestination:/topic/a\r\n\r\n\0"))
        .containsExactly(new Subscribe(Headers.of("id", "1", "destination", "/topic/a")));
  }

  @Test
  void countsEveryEndOfLineBetweenFramesAsAHeartBeat() {
    List<ClientFrame> frames = decode(V1_2, "\n\r\n\nBEGIN\n\n\0\n\r\n");

    assertThat(frames)
        .containsExactly(
            HeartBeat.INSTANCE,
            HeartBeat.INSTANCE,
            HeartBeat.INSTANCE,
            new Begin(Headers.EMPTY),
            HeartBeat.INSTANCE,
            HeartBeat.INSTANCE);
    assertThat(HeartBeat.INSTANCE.headers()).isSameAs(Headers.EMPTY);
  }

  @Test
  void splitsAHeaderAtItsFirstColon() {
    assertThat(decode(V1_2, "SEND\na:b:c::\n\n\0"))
        .containsExactly(new Send(Headers.of("a", "b:c::"), new byte[0]));
  }

  @Test
  void takesHeadersWithoutAValue() {
    assertThat(decode(V1_2, "SEND\na:\n\n\0"))
        .containsExactly(new Send(Headers.of("a", ""), new byte[0]));
  }

  @Test
  void takesTheFirstOfARepeatedHeader() {
    assertThat(decode(V1_2, "SEND\nfoo:World\nfoo:Hello\n\n\0"))
        .containsExactly(new Send(Headers.of("foo", "World"), new byte[0]));
  }

  @Test
  void makesNoGarbageForTheNamesThatAllClientsSend() {
    Headers headers = decode(V1_2, "SEND\ndestination:/app/a\n\n\0").getFirst().headers();

    assertThat(headers.name(0)).isSameAs("destination");
  }

  static Stream<Arguments> values() {
    return Stream.of(
        argumentSet("1.2 escapes", V1_2, "a\\nb\\cc\\\\d\\re", "a\nb:c\\d\re"),
        argumentSet("1.1 escapes", V1_1, "a\\nb\\cc\\\\d", "a\nb:c\\d"),
        argumentSet("1.0 has none", V1_0, "a\\nb\\cc\\\\d\\t", "a\\nb\\cc\\\\d\\t"),
        argumentSet("an escaped backslash before n", V1_2, "\\\\n", "\\n"),
        argumentSet("1.2 keeps spaces", V1_2, "  a b\t", "  a b\t"),
        argumentSet("1.1 keeps spaces", V1_1, "  a b\t", "  a b\t"),
        argumentSet("1.0 strips spaces", V1_0, "  a b\t", "a b"),
        argumentSet("1.1 keeps a CR inside", V1_1, "a\rb", "a\rb"),
        argumentSet("1.0 keeps a CR inside", V1_0, "a\rb", "a\rb"),
        argumentSet("two, three and four bytes of UTF-8", V1_2, "é한😀", "é한😀"),
        argumentSet("UTF-8 and escapes", V1_2, "é\\c한", "é:한"),
        argumentSet("U+FFFD itself", V1_2, "a\uFFFDb", "a\uFFFDb"),
        argumentSet(
            "control characters are for others to judge", V1_2, "a\u0007\tb", "a\u0007\tb"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsValuesByVersion(StompVersion version, String written, String read) {
    assertThat(decode(version, "SEND\nkey:" + written + "\n\n\0"))
        .containsExactly(new Send(Headers.of("key", read), new byte[0]));
  }

  @Test
  void unescapesNamesAsWell() {
    assertThat(decode(V1_2, "SEND\na\\cb:1\n\n\0").getFirst().headers().get("a:b")).isEqualTo("1");
  }

  @ParameterizedTest
  @EnumSource
  void neverUnescapesConnect(StompVersion version) {
    String headers = "accept-version:1.2\nlogin:a\\cb\\t\npasscode: x \n\n\0";

    assertThat(decode(version, "CONNECT\n" + headers + "STOMP\n" + headers))
        .extracting(ClientFrame::headers)
        .containsOnly(Headers.of("accept-version", "1.2", "login", "a\\cb\\t", "passcode", " x "));
  }

  @Test
  void stripsTheValuesOfAConnectOfVersion10() {
    assertThat(decode(new FrameDecoder(FrameLimits.DEFAULTS), bytes("CONNECT\nlogin: bob \n\n\0")))
        .containsExactly(new Connect(Headers.of("login", "bob")));
  }

  @Test
  void readsWhatFollowsAConnectByTheVersionThatItsSinkSets() {
    FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULTS);
    List<ClientFrame> frames = new ArrayList<>();

    decoder.decode(
        bytes("CONNECT\naccept-version:1.2\n\n\0SEND\nkey:a\\cb\n\n\0"),
        frame -> {
          frames.add(frame);
          decoder.version(V1_2);
        });

    assertThat(frames.getLast().headers().get("key")).isEqualTo("a:b");
  }

  static final List<Arguments> BODIES =
      List.of(
          argumentSet("none", "", ""),
          argumentSet("up to NUL", "", "hello"),
          argumentSet("with line ends", "", "a\nb\r\n\n"),
          argumentSet("of a length", "content-length:5\n", "hello"),
          argumentSet("of length 0", "content-length:0\n", ""),
          argumentSet("with NUL", "content-length:5\n", "a\0b\0\0"),
          argumentSet("that looks like a frame", "content-length:9\n", "SEND\n\n\0\n\n"),
          argumentSet("of leading zeros", "content-length:005\n", "hello"),
          argumentSet(
              "of which the first length counts", "content-length:2\ncontent-length:9\n", "hi"));

  @ParameterizedTest
  @FieldSource("BODIES")
  void readsBodies(String header, String body) {
    List<ClientFrame> frames = decode(V1_2, "SEND\n" + header + "\n" + body + "\0BEGIN\n\n\0");

    assertThat(frames).hasSize(2);
    assertThat(((Send) frames.getFirst()).body()).isEqualTo(bytes(body));
  }

  @Test
  void doesNotShareTheBodyWithWhatItWasGiven() {
    byte[] given = bytes("SEND\n\nhello\0");
    Send send = (Send) decode(decoder(V1_2), given).getFirst();

    given[6] = 'X';

    assertThat(send.body()).isEqualTo(bytes("hello"));
  }

  @Test
  void takesAContentLengthOfZeroOnAnyFrame() {
    assertThat(decode(V1_2, "ACK\nid:1\ncontent-length:0\n\n\0")).hasSize(1);
  }

  @Test
  void stripsAContentLengthOfVersion10() {
    assertThat(((Send) decode(V1_0, "SEND\ncontent-length: 3\n\na\0b\0").getFirst()).body())
        .isEqualTo(bytes("a\0b"));
  }

  @Test
  void isIdleOnlyBetweenFrames() {
    FrameDecoder decoder = decoder(V1_2);
    assertThat(decoder.idle()).isTrue();

    for (String piece : List.of("S", "END", "\n", "a:", "1\n", "\n", "body")) {
      decode(decoder, bytes(piece));
      assertThat(decoder.idle()).as("after %s", piece).isFalse();
    }

    decode(decoder, bytes("\0"));
    assertThat(decoder.idle()).isTrue();
  }

  @Test
  void isDeadAfterItsSinkThrew() {
    FrameDecoder decoder = decoder(V1_2);
    assertThatThrownBy(() ->
            decoder.decode(
                bytes("BEGIN\n\n\0BEGIN\n\n\0"),
                frame -> {
                  throw new IllegalStateException("no");
                }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(decode(decoder, bytes("BEGIN\n\n\0"))).isEmpty();
    assertThat(decoder.idle()).isTrue();
  }

  @Test
  void ignoresAnEmptyPiece() {
    assertThat(decode(decoder(V1_2), new byte[0])).isEmpty();
  }
}
