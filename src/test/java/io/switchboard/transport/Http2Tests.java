package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.TestServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Http2Tests {

  private static final int SETTINGS = 4;
  private static final int ENABLE_CONNECT_PROTOCOL = 8;

  @Test
  void doesNotOfferWebSocketsOverHttp2() throws IOException {
    try (TestServer server = TestServer.start("server.http2.enabled=true");
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(15_000);

      greet(socket.getOutputStream());

      assertThat(readSettings(new DataInputStream(socket.getInputStream())))
          .satisfiesAnyOf(
              settings -> assertThat(settings).doesNotContainKey(ENABLE_CONNECT_PROTOCOL),
              settings -> assertThat(settings).containsEntry(ENABLE_CONNECT_PROTOCOL, 0));
    }
  }

  /// The preface of a client that knows the server speaks HTTP/2, and its empty SETTINGS (RFC 9113
  /// section 3.4).
  private static void greet(OutputStream out) throws IOException {
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.write(new byte[] {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0});
    out.flush();
  }

  private static Map<Integer, Integer> readSettings(DataInputStream in) throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    in.readUnsignedByte(); // flags
    in.readInt(); // stream
    assertThat(type).isEqualTo(SETTINGS);
    Map<Integer, Integer> settings = new HashMap<>();
    for (int read = 0; read < length; read += 6) {
      settings.put(in.readUnsignedShort(), in.readInt());
    }
    return settings;
  }
}
