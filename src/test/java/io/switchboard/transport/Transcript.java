package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// What a server sent on one connection, each frame checked while it is read: that its WebSocket
/// frame is one of those a server may send, and that its STOMP frame is whole.
final class Transcript {

  private final RawWebSocket from;
  private final List<StompSocket.Received> frames = new ArrayList<>();
  private final List<String> pongs = new ArrayList<>();
  private RawWebSocket.@Nullable Frame close;

  private Transcript(RawWebSocket from) {
    this.from = from;
  }

  /// Reads up to the STOMP frame that is meant, and keeps it.
  static Transcript until(StompSocket stomp, Predicate<StompSocket.Received> last)
      throws IOException {
    Transcript transcript = new Transcript(stomp.webSocket());
    while (transcript.frames.isEmpty() || !last.test(transcript.frames.getLast())) {
      assertThat(transcript.close).as("a close frame after %s", transcript).isNull();
      transcript.readOne();
    }
    return transcript;
  }

  /// Reads up to the close frame.
  static Transcript untilClose(StompSocket stomp) throws IOException {
    Transcript transcript = new Transcript(stomp.webSocket());
    while (transcript.close == null) {
      transcript.readOne();
    }
    return transcript;
  }

  private void readOne() throws IOException {
    RawWebSocket.Frame frame = from.read();
    assertThat(frame.fin()).isTrue();
    switch (frame.opcode()) {
      case RawWebSocket.TEXT -> frames.add(parse(frame.payload()));
      case RawWebSocket.PONG -> pongs.add(frame.text());
      case RawWebSocket.CLOSE -> close = frame;
      default ->
          throw new AssertionError("a frame of kind " + frame.opcode() + ": " + frame.text());
    }
    if (frame.opcode() >= RawWebSocket.CLOSE) {
      assertThat(frame.payload()).hasSizeLessThan(126);
    }
  }

  private static StompSocket.Received parse(byte[] payload) {
    assertThat(payload).endsWith(0);
    StompSocket.Received frame = StompSocket.parse(payload);
    assertThat(frame.command()).isIn("MESSAGE", "RECEIPT", "ERROR");
    if (frame.headers().containsKey("content-length")) {
      byte[] body = frame.body().getBytes(StandardCharsets.UTF_8);
      assertThat(body).hasSize(Integer.parseInt(frame.header("content-length")));
    }
    return frame;
  }

  List<StompSocket.Received> frames() {
    return frames;
  }

  List<StompSocket.Received> messages() {
    return frames.stream().filter(frame -> frame.command().equals("MESSAGE")).toList();
  }

  List<String> bodies() {
    return messages().stream().map(StompSocket.Received::body).toList();
  }

  /// Payloads of the pongs.
  List<String> pongs() {
    return pongs;
  }

  int closeCode() {
    return close == null ? 0 : close.closeCode();
  }

  /// That its messages are a channel's publications from the first on, in order, without holes.
  Transcript assertOffsetsWithoutHoles() {
    long[] offsets = messages().stream().mapToLong(Transcript::offset).toArray();
    assertThat(offsets).isEqualTo(LongStream.rangeClosed(1, offsets.length).toArray());
    return this;
  }

  private static long offset(StompSocket.Received message) {
    String position = message.header("message-id");
    return Long.parseLong(position.substring(position.lastIndexOf('-') + 1));
  }

  /// That the server ends the connection without another byte.
  void assertNothingFollows() {
    assertThatThrownBy(from::read).isInstanceOf(EOFException.class);
  }

  @Override
  public String toString() {
    return frames.size() + " STOMP frames, " + pongs.size() + " pongs";
  }
}
