package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.history.Draft;
import io.switchboard.history.Position;
import io.switchboard.history.Publication;
import io.switchboard.protocol.Headers;
import io.switchboard.protocol.StompVersion;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageFramesTests {

  private static final byte[] BINARY = {(byte) 0xff, 0, 1};

  @Test
  void sayWhatStompAndThisServerPromise() {
    String frame = encode(publication("bob", Headers.of("colour", "blue")), "1", false);

    assertThat(frame)
        .isEqualTo(
            """
            MESSAGE
            destination:/topic/rooms.lobby
            subscription:1
            message-id:epoch-7
            timestamp:1234
            publisher:bob
            colour:blue
            content-length:5

            hello\0\
            """);
  }

  @Test
  void leaveOutWhatThereIsNot() {
    String frame = encode(publication(null, Headers.EMPTY), null, false);

    assertThat(frame).doesNotContain("publisher", "subscription", "ack");
  }

  @Test
  void nameWhatToAcknowledgeToWhoAcknowledges() {
    assertThat(encode(publication("bob", Headers.EMPTY), "1", true)).contains("\nack:epoch-7\n");
  }

  @Test
  void letNoHeaderTakeTheServersPlace() {
    Headers forged =
        Headers.of("destination", "/x", "subscription", "x", "message-id", "x", "timestamp", "x");

    assertThat(encode(publication("bob", forged), "1", false)).doesNotContain(":x", ":/x");
  }

  @Test
  void carryBinaryAsItIsWhereTheCodecCan() {
    byte[] frame = encode(Codec.WEBSOCKET);

    assertThat(frame[0]).isEqualTo((byte) 0x82);
    assertThat(frame).endsWith('\n', '\n', (byte) 0xff, 0, 1, 0);
  }

  @Test
  void carryBinaryInBase64WhereTheCodecCannot() {
    String frame = new String(encode(Codec.SOCKJS_HTTP), StandardCharsets.ISO_8859_1);

    assertThat(frame).contains("\ncontent-encoding:base64\n").endsWith("\n\n/wAB\0");
  }

  private static byte[] encode(Codec codec) {
    Draft draft = new Draft("channel", "/topic/channel", null, null, Headers.EMPTY, BINARY, false);
    Publication publication = new Publication(draft, new Position("epoch", 1), 0);
    return MessageFrames.encode(publication, new FrameKey("1", StompVersion.V1_2, codec, false))
        .bytes();
  }

  private static String encode(
      Publication publication, @Nullable String subscription, boolean acknowledged) {
    FrameKey key = new FrameKey(subscription, StompVersion.V1_2, Codec.SOCKJS_HTTP, acknowledged);
    return new String(MessageFrames.encode(publication, key).bytes(), StandardCharsets.UTF_8);
  }

  private static Publication publication(@Nullable String publisher, Headers headers) {
    byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
    Draft draft =
        new Draft("rooms.lobby", "/topic/rooms.lobby", publisher, null, headers, body, true);
    return new Publication(draft, new Position("epoch", 7), 1234);
  }
}
