package io.switchboard.protocol;

import static io.switchboard.protocol.Wire.bytes;
import static io.switchboard.protocol.Wire.decode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class FrameDecoderLimitsTests {
  private static final FrameLimits LIMITS = new FrameLimits(3, 20, 40, 30);

  static final List<Arguments> AT_THE_LIMIT =
      List.of(
          argumentSet("headers", "SEND\na:1\nb:2\nc:3\n\n\0"),
          argumentSet("a header", "SEND\nabcd:" + x(16) + "\n\n\0"),
          argumentSet("a header, CR LF", "SEND\r\nabcd:" + x(16) + "\r\n\r\n\0"),
          argumentSet("a header of escapes", "SEND\nab:" + "\\c".repeat(9) + "\n\n\0"),
          argumentSet("a header of UTF-8", "SEND\nab:" + "한".repeat(6) + "\n\n\0"),
          argumentSet("headers of CONNECT", "CONNECT\na:" + x(19) + "\nb:" + x(19) + "\n\n\0"),
          argumentSet("a header of CONNECT", "CONNECT\na:" + x(39) + "\n\n\0"),
          argumentSet("a header of STOMP, CR LF", "STOMP\r\na:" + x(39) + "\r\n\r\n\0"),
          argumentSet("body up to NUL", "SEND\n\n" + x(30) + "\0"),
          argumentSet("body of a length", "SEND\ncontent-length:30\n\n" + x(30) + "\0"));

  // The last byte of a line's piece may be the CR of its end, so a line is judged one byte later.
  static final List<Arguments> OVER_THE_LIMIT =
      List.of(
          over("headers", "SEND\na:1\nb:2\nc:3\n", "d:4\n", "The frame has more than 3 headers"),
          over(
              "same header", "SEND\na:1\na:1\na:1\n", "a:1\n", "The frame has more than 3 headers"),
          over("a header", "SEND\nabcd:" + x(16), "xx", "A header has more than 20 bytes"),
          over(
              "a header in one piece", "", "SEND\na:" + x(9999), "A header has more than 20 bytes"),
          over("a whole header", "", "SEND\na:" + x(20) + "\n", "A header has more than 20 bytes"),
          over("an endless name", "SEND\n" + x(21), "xx", "A header has more than 20 bytes"),
          over(
              "headers of CONNECT",
              "CONNECT\na:" + x(19) + "\nb:" + x(19),
              "xx",
              "The headers of CONNECT have more than 40 bytes"),
          over(
              "a header of STOMP",
              "STOMP\na:" + x(39),
              "xx",
              "The headers of STOMP have more than 40 bytes"),
          over("body up to NUL", "SEND\n\n" + x(30), "x", "The body has more than 30 bytes"),
          over(
              "body in one piece",
              "",
              "SEND\n\n" + x(31) + "\0",
              "The body has more than 30 bytes"),
          over(
              "body announced",
              "SEND\ncontent-length:31\n",
              "\n",
              "The body has more than 30 bytes"));

  private static Arguments over(String row, String fine, String tooMuch, String sentence) {
    return argumentSet(row, fine, tooMuch, sentence);
  }

  private static String x(int times) {
    return "x".repeat(times);
  }

  @ParameterizedTest
  @FieldSource("AT_THE_LIMIT")
  void takesWhatIsAtTheLimit(String text) {
    assertThat(decode(new FrameDecoder(LIMITS), bytes(text))).hasSize(1);
    assertThat(decode(new FrameDecoder(LIMITS), Wire.dribbled(bytes(text)))).hasSize(1);
  }

  @ParameterizedTest
  @FieldSource("OVER_THE_LIMIT")
  void refusesWhatIsOverTheLimitAsSoonAsItCame(String fine, String tooMuch, String sentence) {
    FrameDecoder decoder = new FrameDecoder(LIMITS);
    decode(decoder, Wire.dribbled(bytes(fine)));

    ProtocolException thrown =
        catchThrowableOfType(
            ProtocolException.class, () -> decode(decoder, Wire.dribbled(bytes(tooMuch))));

    assertThat(thrown.fault()).isEqualTo(ProtocolFault.TOO_LARGE);
    assertThat(thrown).hasMessage(sentence);
  }

  @ParameterizedTest
  @FieldSource("OVER_THE_LIMIT")
  void refusesWhatIsOverTheLimitInOnePiece(String fine, String tooMuch, String sentence) {
    FrameDecoder decoder = new FrameDecoder(LIMITS);

    ProtocolException thrown =
        catchThrowableOfType(ProtocolException.class, () -> decode(decoder, bytes(fine + tooMuch)));

    assertThat(thrown).hasMessage(sentence);
  }

  @Test
  void diesAtTheSixtyFifthOfTenThousandHeaders() {
    String line = "name:value\n";
    byte[] bytes = bytes("SEND\n" + line.repeat(10_000));

    int read = bytesReadBeforeFault(bytes);

    assertThat(read).isEqualTo("SEND\n".length() + 65 * line.length());
  }

  @Test
  void neverKeepsMoreOfADribbledBodyThanTheLimit() {
    byte[] bytes = bytes("SEND\n\n" + x(1_000_000));

    int read = bytesReadBeforeFault(bytes);

    assertThat(read).isEqualTo("SEND\n\n".length() + FrameLimits.DEFAULTS.bodyBytes() + 1);
  }

  private static int bytesReadBeforeFault(byte[] bytes) {
    FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULTS);
    int read = 0;
    while (true) {
      try {
        decode(decoder, new byte[] {bytes[read++]});
      } catch (ProtocolException e) {
        return read;
      }
    }
  }

  @Test
  void allocatesForABodyOnlyWhatHasCome() {
    byte[] announcement = bytes("SEND\ncontent-length:65536\n\n");
    byte[] piece = new byte[100];
    allocatedBytesFor(announcement, piece); // loads what is loaded once

    long allocated = allocatedBytesFor(announcement, piece);

    assertThat(allocated).isLessThan(4096);
  }

  private static long allocatedBytesFor(byte[]... pieces) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    decode(new FrameDecoder(FrameLimits.DEFAULTS), pieces);
    return thread.getCurrentThreadAllocatedBytes() - before;
  }
}
