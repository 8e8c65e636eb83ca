package io.switchboard.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a client sent: one STOMP frame, or the EOL between two. Immutable, but for the body's
/// array, which nobody may change.
public sealed interface ClientFrame {
  /// Unescaped, of repeated names the first.
  Headers headers();

  /// The header `receipt`, if the client wants one.
  default @Nullable String receipt() {
    return headers().get("receipt");
  }

  /// CONNECT or STOMP.
  record Connect(Headers headers) implements ClientFrame {}

  /// SEND.
  ///
  /// @param body as long as the body is; never to be changed
  @SuppressWarnings("ArrayRecordComponent") // a body is handed on, not copied
  record Send(Headers headers, byte[] body) implements ClientFrame {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Send(Headers otherHeaders, byte[] otherBody)
          && headers.equals(otherHeaders)
          && Arrays.equals(body, otherBody);
    }

    @Override
    public int hashCode() {
      return 31 * headers.hashCode() + Arrays.hashCode(body);
    }

    /// Names the body's length only: bodies carry tokens and private talk.
    @Override
    public String toString() {
      return "Send[headers=" + headers + ", body=" + body.length + " bytes]";
    }
  }

  record Subscribe(Headers headers) implements ClientFrame {}

  record Unsubscribe(Headers headers) implements ClientFrame {}

  record Ack(Headers headers) implements ClientFrame {}

  record Nack(Headers headers) implements ClientFrame {}

  record Begin(Headers headers) implements ClientFrame {}

  record Commit(Headers headers) implements ClientFrame {}

  record Abort(Headers headers) implements ClientFrame {}

  record Disconnect(Headers headers) implements ClientFrame {}

  /// An EOL between frames: a sign of life.
  enum HeartBeat implements ClientFrame {
    INSTANCE;

    @Override
    public Headers headers() {
      return Headers.EMPTY;
    }
  }
}
