package io.switchboard.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A client's socket that holds next to nothing for a client that does not read, so that it is soon
/// the server that has to wait.
public final class NarrowSocket {

  private static final int RECEIVE_BUFFER_BYTES = 4096;

  private NarrowSocket() {}

  /// Connects to a port of this machine.
  public static Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES); // counts only before it connects
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  /// A STOMP client on such a socket.
  public static StompSocket stomp(int port, String user) throws IOException {
    return stomp(connect(port), port, user);
  }

  /// A STOMP client on a connected socket.
  public static StompSocket stomp(Socket socket, int port, String user) throws IOException {
    RawWebSocket webSocket =
        RawWebSocket.open(socket, port, "/ws", "Sec-WebSocket-Protocol: v12.stomp");
    return StompSocket.connect(webSocket, user, "accept-version:1.2");
  }
}
