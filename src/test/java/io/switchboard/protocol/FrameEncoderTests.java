package io.switchboard.protocol;

import static io.switchboard.protocol.ServerCommand.CONNECTED;
import static io.switchboard.protocol.ServerCommand.ERROR;
import static io.switchboard.protocol.ServerCommand.MESSAGE;
import static io.switchboard.protocol.ServerCommand.RECEIPT;
import static io.switchboard.protocol.StompVersion.V1_0;
import static io.switchboard.protocol.StompVersion.V1_1;
import static io.switchboard.protocol.StompVersion.V1_2;
import static io.switchboard.protocol.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

class FrameEncoderTests {
  private static final byte[] NO_BODY = new byte[0];

  @Test
  void writesAFrameByteForByte() {
    Headers headers =
        Headers.of("subscription", "0", "message-id", "e-1", "destination", "/topic/a");

    byte[] frame = FrameEncoder.encode(V1_2, MESSAGE, headers, bytes("hello"));

    assertThat(Wire.text(frame))
        .isEqualTo(
            """
            MESSAGE
            subscription:0
            message-id:e-1
            destination:/topic/a
            content-length:5

            hello\0\
            """);
  }

  @Test
  void writesNoLengthWithoutABody() {
    byte[] frame = FrameEncoder.encode(V1_2, RECEIPT, Headers.of("receipt-id", "1"), NO_BODY);

    assertThat(Wire.text(frame)).isEqualTo("RECEIPT\nreceipt-id:1\n\n\0");
  }

  @Test
  void writesABodyWithNul() {
    byte[] frame = FrameEncoder.encode(V1_2, ERROR, Headers.EMPTY, bytes("a\0b\0"));

    assertThat(Wire.text(frame)).isEqualTo("ERROR\ncontent-length:4\n\na\0b\0\0");
  }

  @Test
  void doesNotBelieveAContentLengthThatItIsGiven() {
    Headers wrong = Headers.of("content-length", "99", "a", "1");

    assertThat(Wire.text(FrameEncoder.encode(V1_2, MESSAGE, wrong, bytes("한"))))
        .isEqualTo("MESSAGE\na:1\ncontent-length:3\n\n한\0");
    assertThat(Wire.text(FrameEncoder.encode(V1_2, MESSAGE, wrong, NO_BODY)))
        .isEqualTo("MESSAGE\na:1\n\n\0");
  }

  static final List<Arguments> VALUES =
      List.of(
          argumentSet("plain", V1_2, MESSAGE, "/topic/a-b", "/topic/a-b"),
          argumentSet("1.2 escapes all four", V1_2, MESSAGE, "a:b\nc\\d\re", "a\\cb\\nc\\\\d\\re"),
          argumentSet(
              "1.1 has no escape for CR", V1_1, MESSAGE, "a:b\nc\\d\re", "a\\cb\\nc\\\\d e"),
          argumentSet("1.0 has none at all", V1_0, MESSAGE, "a:b\nc\\d\re", "a:b c\\d e"),
          argumentSet("CONNECTED of 1.2", V1_2, CONNECTED, "a:b\nc\\d\re", "a:b c\\d e"),
          argumentSet("ERROR of 1.2", V1_2, ERROR, "a:b", "a\\cb"),
          argumentSet("RECEIPT of 1.1", V1_1, RECEIPT, "a:b", "a\\cb"),
          argumentSet("NUL in 1.2", V1_2, MESSAGE, "a\0b", "a b"),
          argumentSet("NUL in 1.0", V1_0, MESSAGE, "a\0b", "a b"),
          argumentSet(
              "other control characters", V1_2, MESSAGE, "a\t\u0007\u007F", "a\t\u0007\u007F"),
          argumentSet("two, three and four bytes", V1_2, MESSAGE, "é:한:😀", "é\\c한\\c😀"),
          argumentSet("half a surrogate pair", V1_2, MESSAGE, "a\uD83Db\uDE00", "a?b?"),
          argumentSet("empty", V1_2, MESSAGE, "", ""));

  @ParameterizedTest
  @FieldSource("VALUES")
  void escapesByVersion(StompVersion version, ServerCommand command, String value, String written) {
    byte[] frame = FrameEncoder.encode(version, command, Headers.of("key", value), NO_BODY);

    assertThat(Wire.text(frame)).isEqualTo(command + "\nkey:" + written + "\n\n\0");
  }

  @Test
  void escapesNames() {
    Headers headers = Headers.of("destination:x\n", "1");

    assertThat(Wire.text(FrameEncoder.encode(V1_2, MESSAGE, headers, NO_BODY)))
        .isEqualTo("MESSAGE\ndestination\\cx\\n:1\n\n\0");
    assertThat(Wire.text(FrameEncoder.encode(V1_0, MESSAGE, headers, NO_BODY)))
        .isEqualTo("MESSAGE\ndestination_x :1\n\n\0");
    assertThat(Wire.text(FrameEncoder.encode(V1_2, CONNECTED, headers, NO_BODY)))
        .isEqualTo("CONNECTED\ndestination_x :1\n\n\0");
  }

  @Test
  void givesEachCallerAHeartBeatOfItsOwn() {
    FrameEncoder.heartBeat()[0] = 'x';

    assertThat(FrameEncoder.heartBeat()).containsExactly('\n');
  }

  private static final String ALPHABET = "abcXYZ-_./ 019\\:\n\ré한😀\u2028\uFFFD";

  @ParameterizedTest
  @EnumSource(names = {"V1_1", "V1_2"})
  void isReadByAClientAsItWasMeant(StompVersion version) {
    Random random = new Random(42);
    for (int i = 0; i < 2000; i++) {
      Headers headers = randomHeaders(random, version);
      String body = randomText(random, 30, version) + (i % 3 == 0 ? "\0\0" : "");

      byte[] frame = FrameEncoder.encode(version, MESSAGE, headers, bytes(body));

      ServerFrame read = ServerFrame.parse(version, frame);
      assertThat(read.command()).isEqualTo("MESSAGE");
      assertThat(withoutLength(read.headers())).isEqualTo(headers);
      assertThat(read.body()).isEqualTo(body);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V1_1", "V1_2"})
  void writesWhatTheDecoderReads(StompVersion version) {
    Random random = new Random(43);
    for (int i = 0; i < 2000; i++) {
      Headers headers = randomHeaders(random, version);
      byte[] body = bytes(randomText(random, 30, version));
      byte[] message = FrameEncoder.encode(version, MESSAGE, headers, body);
      byte[] send = bytes(Wire.text(message).replaceFirst("MESSAGE", "SEND"));

      ClientFrame read = Wire.decode(Wire.decoder(version), send).getFirst();

      assertThat(withoutLength(read.headers())).isEqualTo(headers);
      assertThat(((ClientFrame.Send) read).body()).isEqualTo(body);
    }
  }

  @ParameterizedTest
  @EnumSource
  void neverLetsAHeaderEndItsLineOrFrame(StompVersion version) {
    Random random = new Random(44);
    for (int i = 0; i < 2000; i++) {
      Headers headers = Headers.of("key", randomText(random, 30, V1_2) + "\0");

      for (ServerCommand command : ServerCommand.values()) {
        String frame = Wire.text(FrameEncoder.encode(version, command, headers, NO_BODY));
        assertThat(frame).matches(command + "\nkey:[^\n\r\0]*\n\n\0");
      }
    }
  }

  private static Headers randomHeaders(Random random, StompVersion version) {
    Headers.Builder headers = Headers.builder();
    for (int i = random.nextInt(10); i > 0; i--) {
      headers.add("n" + randomText(random, 8, version), randomText(random, 40, version));
    }
    return headers.build();
  }

  private static String randomText(Random random, int most, StompVersion version) {
    StringBuilder text = new StringBuilder();
    int[] alphabet = ALPHABET.codePoints().filter(c -> version == V1_2 || c != '\r').toArray();
    for (int i = random.nextInt(most); i > 0; i--) {
      text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
    }
    return text.toString();
  }

  private static Headers withoutLength(Headers headers) {
    Headers.Builder others = Headers.builder();
    for (int i = 0; i < headers.size(); i++) {
      if (!headers.name(i).equals("content-length")) {
        others.add(headers.name(i), headers.value(i));
      }
    }
    return others.build();
  }
}
