package io.switchboard.transport;

import io.switchboard.protocol.WebSocketFraming;
import java.nio.ByteBuffer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/// A close frame after which Jetty waits for the client's, whatever its code. By a code such as
/// 1008 it would stop reading and cut the connection as soon as the frame is written, and where
/// input is left unread, the system then throws away what the client has not taken yet: the ERROR
/// and this frame. What Jetty goes by is the status, what the client gets is the payload.
final class PoliteClose extends Frame implements CloseStatus.Supplier {

  private PoliteClose(int code, String reason) {
    super(OpCode.CLOSE, true, payload(WebSocketFraming.close(code, reason)));
  }

  static void send(CoreSession core, int code, String reason) {
    core.sendFrame(new PoliteClose(code, reason), Callback.NOOP, false);
  }

  private static ByteBuffer payload(byte[] frame) {
    int header = WebSocketFraming.headerLength(0); // a control frame's is the shortest
    return ByteBuffer.wrap(frame, header, frame.length - header).slice();
  }

  @Override
  public CloseStatus getCloseStatus() {
    return CloseStatus.NORMAL_STATUS;
  }
}
