package io.switchboard.broker;

import io.switchboard.protocol.FrameEncoder;
import io.switchboard.protocol.SockJsFraming;
import io.switchboard.protocol.WebSocketFraming;

/// How a STOMP frame is wrapped for the wire. The result is the same for every session with the
/// same codec, which is what lets them share it.
public enum Codec {
  /// One WebSocket message a STOMP frame, text or binary (RFC 6455 section 5.2).
  WEBSOCKET {
    @Override
    byte[] wrap(byte[] stomp, boolean text) {
      return text ? WebSocketFraming.text(stomp) : WebSocketFraming.binary(stomp);
    }

    @Override
    boolean carriesBinary() {
      return true;
    }
  },
  /// A SockJS array frame in a WebSocket text message.
  SOCKJS_WEBSOCKET {
    @Override
    byte[] wrap(byte[] stomp, boolean text) {
      return WebSocketFraming.text(SockJsFraming.message(stomp));
    }
  },
  /// STOMP frames back to back; the SockJS session that gets a run of them wraps it as one message.
  SOCKJS_HTTP {
    @Override
    byte[] wrap(byte[] stomp, boolean text) {
      return stomp;
    }
  };

  @SuppressWarnings("ImmutableEnumChecker") // never written to
  private final byte[] heartBeat = wrap(FrameEncoder.heartBeat(), true);

  abstract byte[] wrap(byte[] stomp, boolean text);

  /// An EOL, as a client of this codec gets it.
  byte[] heartBeat() {
    return heartBeat;
  }

  /// SockJS carries text alone; a binary body goes through it in base64.
  boolean carriesBinary() {
    return false;
  }
}
