package io.switchboard.protocol;

import static io.switchboard.protocol.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.web.socket.sockjs.frame.JacksonJsonSockJsMessageCodec;

class SockJsFramingTests {
  private final JacksonJsonSockJsMessageCodec spring = new JacksonJsonSockJsMessageCodec();

  static final List<Arguments> MESSAGES =
      List.of(
          argumentSet("empty", ""),
          argumentSet("heart-beat", "\n"),
          argumentSet("frame", "MESSAGE\nsubscription:0\n\n{\"a\":\"b\\\\c\"}\0"),
          argumentSet("quotes and backslashes", "\"\\\"\\\\/'"),
          argumentSet("short escapes", "\b\t\n\f\r"),
          argumentSet("DEL", "\u007F"),
          argumentSet("Latin and Hangul", "é한글"),
          argumentSet("emoji", "a😀b👩‍👩‍👧c"),
          argumentSet("line separators", "a\u2028b\u2029c"),
          argumentSet("joiners and direction", "\u200B\u200C\u200D\u200E\u200F\u2010\u202A\u202E"),
          argumentSet("invisible operators", "\u205F\u2060\u206F\u2070"),
          argumentSet("specials", "\uFEFF\uFFEF\uFFF0\uFFFD\uFFFF"));

  @ParameterizedTest
  @FieldSource("MESSAGES")
  void quotesAsSpringDoes(String message) {
    assertThat(Wire.text(SockJsFraming.message(bytes(message)))).isEqualTo(bySpring(message));
  }

  @Test
  void quotesEveryCharacterAsSpringDoes() {
    for (int from = 0; from < 0x11000; from += 0x100) {
      StringBuilder text = new StringBuilder();
      for (int c = from; c < from + 0x100; c++) {
        text.appendCodePoint(Character.getType(c) == Character.SURROGATE ? '-' : c);
      }
      String message = text.toString();

      byte[] frame = SockJsFraming.message(bytes(message));

      assertThat(Wire.text(frame)).as("from U+%04X", from).isEqualTo(bySpring(message));
    }
  }

  /// Spring writes the hexadecimal digits of control characters large and all others small.
  private String bySpring(String message) {
    return Pattern.compile("\\\\u[0-9A-F]{4}")
        .matcher(spring.encode(message))
        .replaceAll(escape -> Matcher.quoteReplacement(escape.group().toLowerCase(Locale.ROOT)));
  }

  @Test
  void writesOneMessageWithoutALineFeed() {
    assertThat(Wire.text(SockJsFraming.message(bytes("a\nb")))).isEqualTo("a[\"a\\nb\"]");
  }

  @Test
  void replacesWhatIsNotUtf8() {
    byte[] message = "a\u00FFb".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(Wire.text(SockJsFraming.message(message))).isEqualTo("a[\"a\\ufffdb\"]");
  }
}
