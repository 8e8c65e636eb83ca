package io.switchboard.protocol;

import static io.switchboard.protocol.StompVersion.V1_2;
import static io.switchboard.protocol.Wire.bytes;
import static io.switchboard.protocol.Wire.decode;
import static io.switchboard.protocol.Wire.decoder;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.ClientFrame.HeartBeat;
import io.switchboard.protocol.ClientFrame.Send;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrameDecoderSplitTests {
  /// With `@` for NUL: line ends of both kinds, NULs in a body, escapes, text of several bytes.
  private static final String CORPUS =
      """
      CONNECT
      accept-version:1.0,1.1,1.2
      host:localhost
      heart-beat:10000,10000

      @\r
      SUBSCRIBE\r
      id:sub-0\r
      destination:/topic/rooms.lobby\r
      receipt:한국어\r
      \r
      @SEND
      destination:/topic/é.x
      content-length:10

      a@b@
      c😀@

      SEND
      destination:/app/rooms.lobby.say
      custom:a\\cb\\\\c\\nd
      content-type:application/json

      {"text":"안녕"}@ACK
      id:1

      @
      DISCONNECT
      receipt:r-1

      @
      """
          .replace('@', '\0');

  @ParameterizedTest
  @EnumSource
  void readsTheSameWhereverTheBytesAreSplit(StompVersion version) {
    byte[] bytes = bytes(CORPUS);
    List<ClientFrame> whole = decode(decoder(version), bytes);

    for (int at = 0; at <= bytes.length; at++) {
      FrameDecoder decoder = decoder(version);
      assertThat(decode(decoder, Wire.splitAt(bytes, at))).as("split at %d", at).isEqualTo(whole);
      assertThat(decoder.idle()).isTrue();
    }
    assertThat(whole).hasSize(11).filteredOn(frame -> frame == HeartBeat.INSTANCE).hasSize(5);
  }

  @ParameterizedTest
  @EnumSource
  void readsTheSameInPiecesOfAnySize(StompVersion version) {
    byte[] bytes = bytes(CORPUS);
    List<ClientFrame> whole = decode(decoder(version), bytes);

    assertThat(decode(decoder(version), Wire.dribbled(bytes))).isEqualTo(whole);
    for (int size = 2; size < 100; size++) {
      assertThat(decode(decoder(version), Wire.pieces(bytes, size)))
          .as("by %d", size)
          .isEqualTo(whole);
    }
  }

  @Test
  void readsManyFramesAtOnce() {
    String text = "SEND\ndestination:/topic/a\n\nhello\0\n".repeat(1000);

    assertThat(decode(V1_2, text)).hasSize(2000);
  }

  @Test
  void readsALongBodyInSmallPieces() {
    String body = IntStream.range(0, 10_000).mapToObj(i -> i + ",").collect(joining());
    byte[] bytes = bytes("SEND\n\n" + body + "\0");

    Send send = (Send) decode(decoder(V1_2), Wire.pieces(bytes, 700)).getFirst();

    assertThat(Wire.text(send.body())).isEqualTo(body);
  }
}
