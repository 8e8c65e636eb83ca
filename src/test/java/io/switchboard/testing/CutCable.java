package io.switchboard.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A way to a TCP server that can be cut, and joined again: passes bytes on, both ways.
public final class CutCable implements AutoCloseable {

  private final String host;
  private final int port;
  private final int ownPort;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket server;

  public CutCable(String host, int port) throws IOException {
    this.host = host;
    this.port = port;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.ownPort = server.getLocalPort();
    accept(server);
  }

  /// The port that leads there; the same after it was cut.
  public int port() {
    return ownPort;
  }

  /// How many connections there are through it now.
  public int connections() {
    return sockets.size() / 2;
  }

  /// Ends all connections, and refuses others.
  public void cut() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /// Takes connections again.
  public void join() throws IOException {
    server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), ownPort));
    accept(server);
  }

  private void accept(ServerSocket listening) {
    Thread.startVirtualThread(() -> {
      try {
        while (true) {
          connect(listening.accept());
        }
      } catch (IOException e) {
        // cut
      }
    });
  }

  private void connect(Socket client) throws IOException {
    Socket there;
    try {
      there = new Socket(host, port);
    } catch (IOException e) {
      client.close();
      return;
    }
    sockets.add(client);
    sockets.add(there);
    Thread.startVirtualThread(() -> pass(client, there));
    Thread.startVirtualThread(() -> pass(there, client));
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // cut, or either side has gone
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  @Override
  public void close() throws IOException {
    cut();
  }
}
