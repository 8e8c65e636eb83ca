package io.switchboard.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The opening of a WebSocket (RFC 6455 section 4.1). All clients use the key that the RFC has as
/// its example, so that the answer is known beforehand.
final class Handshake {

  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
  private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
  private static final String END = "\r\n\r\n";

  private Handshake() {}

  static ByteBuffer request(Target target) {
    String request =
        "GET "
            + target.path()
            + " HTTP/1.1\r\nHost: "
            + target.authority()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
            + "\r\nSec-WebSocket-Protocol: v12.stomp, v11.stomp\r\nSec-WebSocket-Key: "
            + KEY
            + END;
    return ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
  }

  /// Reads the server's answer.
  ///
  /// @return its length, 0 if it is not whole yet
  /// @throws IOException if the server does not upgrade
  static int read(byte[] bytes, int length) throws IOException {
    String answer = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    int end = answer.indexOf(END);
    if (end < 0) {
      return 0;
    }
    String status = answer.substring(0, answer.indexOf('\r'));
    if (!status.startsWith("HTTP/1.1 101")) {
      throw new IOException("the server did not upgrade: " + status);
    }
    if (!answer.contains(ACCEPT)) {
      throw new IOException("the server's Sec-WebSocket-Accept is wrong");
    }
    return end + END.length();
  }
}
