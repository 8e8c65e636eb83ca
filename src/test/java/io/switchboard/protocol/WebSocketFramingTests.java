package io.switchboard.protocol;

import static io.switchboard.protocol.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketFramingTests {
  @ParameterizedTest(name = "{0} bytes: {1}")
  @CsvSource({
    "0,      8100",
    "1,      8101",
    "125,    817d",
    "126,    817e007e",
    "255,    817e00ff",
    "256,    817e0100",
    "65535,  817effff",
    "65536,  817f0000000000010000",
    "70000,  817f0000000000011170",
  })
  void putsTheShortestLengthBeforeThePayload(int length, String header) {
    byte[] payload = new byte[length];
    Arrays.fill(payload, (byte) 'x');

    byte[] frame = WebSocketFraming.text(payload);

    int headerLength = WebSocketFraming.headerLength(length);
    assertThat(HexFormat.of().formatHex(frame, 0, headerLength)).isEqualTo(header);
    assertThat(Arrays.copyOfRange(frame, headerLength, frame.length)).isEqualTo(payload);
  }

  @Test
  void writesAHeaderInTheMiddleOfARun() {
    byte[] run = new byte[8];

    WebSocketFraming.writeHeader(run, 3, WebSocketFraming.BINARY, 300);

    assertThat(HexFormat.of().formatHex(run)).isEqualTo("000000827e012c00");
  }

  @Test
  void writesTheLargestLength() {
    byte[] header = new byte[10];

    WebSocketFraming.writeHeader(header, 0, WebSocketFraming.TEXT, Integer.MAX_VALUE);

    assertThat(HexFormat.of().formatHex(header)).isEqualTo("817f000000007fffffff");
  }

  @Test
  void marksEachKindOfFrame() {
    assertThat(hex(WebSocketFraming.text(bytes("a")))).isEqualTo("810161");
    assertThat(hex(WebSocketFraming.binary(bytes("a")))).isEqualTo("820161");
    assertThat(hex(WebSocketFraming.close(4001, "a"))).isEqualTo("88030fa161");
  }

  @ParameterizedTest(name = "{0} -> {2}")
  @CsvSource({
    "a reason that just fits,         a,  123, 123",
    "a reason that is too long,       a,  200, 123",
    "two bytes a character,           é,  100, 122",
    "three bytes that just fit,      한,   41, 123",
    "three bytes a character,         한,   50, 123",
    "four bytes a character,          😀,   40, 120",
  })
  void cutsTheReasonOfACloseBetweenTwoCharacters(
      String row, String character, int times, int expectedBytes) {
    byte[] frame = WebSocketFraming.close(1000, character.repeat(times));

    assertThat(frame).as(row).hasSize(2 + 2 + expectedBytes);
    assertThat(frame[1]).isEqualTo((byte) (2 + expectedBytes));
    String reason = Wire.text(Arrays.copyOfRange(frame, 4, frame.length));
    assertThat(reason).isEqualTo(character.repeat(expectedBytes / bytes(character).length));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999, 5000})
  void refusesWhatIsNoCloseCode(int code) {
    assertThatIllegalArgumentException().isThrownBy(() -> WebSocketFraming.close(code, ""));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
