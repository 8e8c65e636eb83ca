package io.switchboard.protocol;

import static io.switchboard.protocol.ProtocolFault.BAD_ENCODING;
import static io.switchboard.protocol.ProtocolFault.MALFORMED;
import static io.switchboard.protocol.ProtocolFault.TOO_LARGE;
import static io.switchboard.protocol.ProtocolFault.UNKNOWN_COMMAND;
import static io.switchboard.protocol.StompVersion.V1_0;
import static io.switchboard.protocol.StompVersion.V1_1;
import static io.switchboard.protocol.StompVersion.V1_2;
import static io.switchboard.protocol.Wire.bytes;
import static io.switchboard.protocol.Wire.decode;
import static io.switchboard.protocol.Wire.decoder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.switchboard.protocol.ClientFrame.Begin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class FrameDecoderFaultsTests {
  // Each text is written in ISO 8859-1, so that "\u00FF" is the byte FF.
  static final List<Arguments> FAULTS =
      List.of(
          fault("unknown command", V1_2, "PUBLISH\n\n\0", UNKNOWN_COMMAND),
          fault("command of the server", V1_2, "MESSAGE\n\n\0", UNKNOWN_COMMAND),
          fault("command in lower case", V1_2, "send\n\n\0", UNKNOWN_COMMAND),
          fault("command with a space", V1_2, "SEND \n\n\0", UNKNOWN_COMMAND),
          fault("command with a letter more", V1_2, "SENDX\n\n\0", UNKNOWN_COMMAND),
          fault("command cut short", V1_2, "SUB\n\n\0", UNKNOWN_COMMAND),
          fault("HTTP", V1_2, "GET / HTTP/1.1\r\n", UNKNOWN_COMMAND),
          fault("JSON", V1_2, "{\"event\":\"subscribe\"}", UNKNOWN_COMMAND),
          fault("a NUL more between frames", V1_2, "\0", UNKNOWN_COMMAND),
          fault("a lone CR between frames", V1_2, "\r\rSEND\n\n\0", UNKNOWN_COMMAND),
          fault("endless command", V1_2, "A".repeat(100_000), UNKNOWN_COMMAND),
          fault("header without colon", V1_2, "SEND\ndestination\n\n\0", MALFORMED),
          fault("header without name", V1_2, "SEND\n:value\n\n\0", MALFORMED),
          fault("only a colon", V1_2, "SEND\n:\n\n\0", MALFORMED),
          fault("undefined escape in 1.2", V1_2, "SEND\na:b\\tc\n\n\0", MALFORMED),
          fault("undefined escape in 1.1", V1_1, "SEND\na:b\\tc\n\n\0", MALFORMED),
          fault("escape of 1.2 in 1.1", V1_1, "SEND\na:b\\rc\n\n\0", MALFORMED),
          fault("escape in upper case", V1_2, "SEND\na:b\\Nc\n\n\0", MALFORMED),
          fault("undefined escape in a name", V1_2, "SEND\na\\tb:c\n\n\0", MALFORMED),
          fault("escape cut by the line's end", V1_2, "SEND\na:b\\\n\n\0", MALFORMED),
          fault("escape cut by the name's end", V1_2, "SEND\na\\:b\n\n\0", MALFORMED),
          fault("escape beyond ASCII", V1_2, "SEND\na:b\\\u00E9\n\n\0", MALFORMED),
          fault("CR in a value of 1.2", V1_2, "SEND\na:b\rc\n\n\0", MALFORMED),
          fault("CR in a name of 1.2", V1_2, "SEND\na\rb:c\n\n\0", MALFORMED),
          fault("two CRs at the end of a line", V1_2, "SEND\na:b\r\r\n\n\0", MALFORMED),
          fault("content-length in words", V1_2, send("abc"), MALFORMED),
          fault("content-length negative", V1_2, send("-1"), MALFORMED),
          fault("content-length with a plus", V1_2, send("+5"), MALFORMED),
          fault("content-length with a fraction", V1_2, send("5.0"), MALFORMED),
          fault("content-length in hexadecimal", V1_2, send("0x5"), MALFORMED),
          fault("content-length empty", V1_2, send(""), MALFORMED),
          fault("content-length with a space", V1_2, send(" 5"), MALFORMED),
          fault("content-length in Arabic digits", V1_2, send("\u00D9\u00A5"), MALFORMED),
          fault("content-length over the limit", V1_2, send("65537"), TOO_LARGE),
          fault("content-length over an int", V1_2, send("4294967301"), TOO_LARGE),
          fault("content-length over a long", V1_2, send("18446744073709551621"), TOO_LARGE),
          fault("content-length too small", V1_2, send("4"), MALFORMED),
          fault("content-length too large", V1_2, send("6") + "BEGIN\n\n\0", MALFORMED),
          fault("content-length 0, but a body", V1_2, send("0"), MALFORMED),
          fault("SUBSCRIBE with a body", V1_2, "SUBSCRIBE\nid:1\n\nbody\0", MALFORMED),
          fault("ACK with a counted body", V1_2, "ACK\ncontent-length:1\n\nx\0", MALFORMED),
          fault("CONNECT with a body", V1_2, "CONNECT\n\nx\0", MALFORMED),
          fault("value not UTF-8", V1_2, "SEND\na:\u00FF\n\n\0", BAD_ENCODING),
          fault("name not UTF-8", V1_2, "SEND\n\u00C3(:a\n\n\0", BAD_ENCODING),
          fault("UTF-8 cut short", V1_2, "SEND\na:\u00ED\u0095\n\n\0", BAD_ENCODING),
          fault("overlong UTF-8", V1_2, "SEND\na:\u00C0\u00AF\n\n\0", BAD_ENCODING),
          fault("surrogate in UTF-8", V1_2, "SEND\na:\u00ED\u00A0\u0080\n\n\0", BAD_ENCODING),
          fault("not UTF-8 in 1.0", V1_0, "SEND\na:\u00FF\n\n\0", BAD_ENCODING),
          fault("not UTF-8 in CONNECT", V1_2, "CONNECT\nlogin:\u00FF\n\n\0", BAD_ENCODING));

  private static Arguments fault(
      String row, StompVersion version, String text, ProtocolFault fault) {
    return argumentSet(row, version, text.getBytes(StandardCharsets.ISO_8859_1), fault);
  }

  private static String send(String contentLength) {
    return "SEND\ncontent-length:" + contentLength + "\n\nhello\0";
  }

  @ParameterizedTest
  @FieldSource("FAULTS")
  void findsTheFaultAndThenIsDead(StompVersion version, byte[] bad, ProtocolFault fault) {
    FrameDecoder decoder = decoder(version);
    List<ClientFrame> frames = new ArrayList<>();
    byte[] bytes = Wire.concat(bytes("BEGIN\n\n\0"), bad);

    ProtocolException thrown = thrownBy(decoder, frames, bytes);

    assertThat(thrown.fault()).isEqualTo(fault);
    assertThat(frames).containsExactly(new Begin(Headers.EMPTY));
    assertThat(decode(decoder, bytes("BEGIN\n\n\0"))).isEmpty();
    assertThat(decoder.idle()).isTrue();
  }

  @ParameterizedTest
  @FieldSource("FAULTS")
  void findsTheSameFaultWhereverTheBytesAreSplit(
      StompVersion version, byte[] bad, ProtocolFault fault) {
    for (int at = 0; at <= Math.min(bad.length, 100); at++) {
      ProtocolException thrown =
          thrownBy(decoder(version), new ArrayList<>(), Wire.splitAt(bad, at));
      assertThat(thrown.fault()).as("split at %d", at).isEqualTo(fault);
    }
    ProtocolException thrown = thrownBy(decoder(version), new ArrayList<>(), Wire.dribbled(bad));
    assertThat(thrown.fault()).as("dribbled").isEqualTo(fault);
  }

  @ParameterizedTest
  @FieldSource("FAULTS")
  void saysWhatIsWrongInAShortSentence(StompVersion version, byte[] bad, ProtocolFault fault) {
    ProtocolException thrown = thrownBy(decoder(version), new ArrayList<>(), bad);

    assertThat(thrown.getMessage())
        .matches("[A-Z][^\\p{Cntrl}]{10,120}")
        .doesNotContain("java", "Exception", "switchboard");
    assertThat(thrown.getStackTrace()).isEmpty();
  }

  static final List<Arguments> SENTENCES =
      List.of(
          argumentSet("command", "PUBLISH\n\n\0", "There is no command 'PUBLISH'"),
          argumentSet(
              "command of controls", "\0\u001B[2J\n", "There is no command '\uFFFD\uFFFD[2J'"),
          argumentSet(
              "colon",
              "SEND\n" + "x".repeat(50) + "\n",
              "The header line '" + "x".repeat(40) + "...' has no colon"),
          argumentSet("escape", "SEND\na:\\t\n", "The header escape '\\t' is not defined"),
          argumentSet(
              "length", "SEND\ncontent-length:abc\n\n", "The content-length 'abc' is not a number"),
          argumentSet("no NUL", send("4"), "No NUL follows the 4 bytes of the body"),
          argumentSet("body", "ACK\n\nx\0", "ACK may not have a body"),
          argumentSet("encoding", "SEND\na:\u00FF\n", "A header is not UTF-8"));

  @ParameterizedTest
  @FieldSource("SENTENCES")
  void echoesLittleAndNothingThatHarmsALog(String bad, String sentence) {
    byte[] bytes = bad.getBytes(StandardCharsets.ISO_8859_1);

    assertThat(thrownBy(decoder(V1_2), new ArrayList<>(), bytes)).hasMessage(sentence);
  }

  @Test
  void tellsTheReceiptOfTheFrameAtFaultIfItWasRead() {
    String receipt = "receipt:r\\c1\n";

    assertThat(receiptOf("SEND\n" + receipt + "a\n\n\0")).isEqualTo("r:1");
    assertThat(receiptOf("SEND\na\n" + receipt + "\n\0")).isNull();
    assertThat(receiptOf("SEND\ncontent-length:-1\n" + receipt + "\n\0")).isEqualTo("r:1");
    assertThat(receiptOf("BEGIN\n" + receipt + "\n\0NOPE\n")).isNull();
  }

  private static @Nullable String receiptOf(String bad) {
    ProtocolException thrown = thrownBy(decoder(V1_2), new ArrayList<>(), bytes(bad));
    return thrown.receipt();
  }

  private static ProtocolException thrownBy(
      FrameDecoder decoder, List<ClientFrame> frames, byte[]... pieces) {
    return catchThrowableOfType(
        ProtocolException.class, () -> Wire.feed(decoder, frames::add, pieces));
  }
}
