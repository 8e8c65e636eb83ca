package io.switchboard.protocol;

import static io.switchboard.protocol.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever comes, a decoder answers with frames or a [ProtocolException], and with the same ones
/// however the bytes are split.
class FrameDecoderFuzzTests {
  private static final FrameLimits LIMITS = new FrameLimits(4, 30, 60, 40);
  private static final byte[] SEED =
      bytes(
          """
          CONNECT
          accept-version:1.2

          @SEND
          destination:/topic/é
          content-length:5
          receipt:r\\c1

          a@b\\n@
          SUBSCRIBE\r
          id:1\r
          \r
          @ACK
          id:1

          @
          """
              .replace('@', '\0'));
  private static final byte[] TELLING = bytes("\0\n\r:\\nc09S\u00E9");

  @ParameterizedTest
  @EnumSource
  void answersTheSameHoweverTheBytesAreSplit(StompVersion version) {
    Random random = new Random(11);
    for (int i = 0; i < 5000; i++) {
      byte[] bytes = mutated(random);

      Outcome whole = outcome(version, bytes);

      assertThat(outcome(version, Wire.dribbled(bytes))).isEqualTo(whole);
      assertThat(outcome(version, Wire.pieces(bytes, 2 + random.nextInt(20)))).isEqualTo(whole);
    }
  }

  private static byte[] mutated(Random random) {
    byte[] bytes = SEED.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = TELLING[random.nextInt(TELLING.length)];
    }
    return bytes;
  }

  private static Outcome outcome(StompVersion version, byte[]... pieces) {
    FrameDecoder decoder = new FrameDecoder(LIMITS);
    decoder.version(version);
    List<ClientFrame> frames = new ArrayList<>();
    try {
      Wire.feed(decoder, frames::add, pieces);
      return new Outcome(frames, null, null, decoder.idle());
    } catch (ProtocolException e) {
      return new Outcome(frames, e.fault(), e.receipt(), decoder.idle());
    }
  }

  private record Outcome(
      List<ClientFrame> frames,
      @Nullable ProtocolFault fault,
      @Nullable String receipt,
      boolean idle) {}
}
