package io.switchboard.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Listens where RabbitMQ should, and answers each frame as a test has it.
final class StandIn implements AutoCloseable {

  static final String CONNECTED = "CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0";

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger taken = new AtomicInteger();
  private final Answers answers;

  interface Answers {

    /// @param frame without its NUL
    /// @return what is sent, as it stands; ends the connection where that is empty
    /// @throws InterruptedException if the test is over
    String to(String frame) throws InterruptedException;
  }

  StandIn(Answers answers) throws IOException {
    this.answers = answers;
    Thread.startVirtualThread(this::accept);
  }

  /// The properties that have a server relay to it.
  String[] properties() {
    return new String[] {
      "switchboard.broker=relay",
      "switchboard.relay.host=127.0.0.1",
      "switchboard.relay.port=" + server.getLocalPort()
    };
  }

  /// How many connections it has now.
  int connections() {
    return open.size();
  }

  /// How many it has had.
  int taken() {
    return taken.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        taken.incrementAndGet();
        open.add(socket);
        Thread.startVirtualThread(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (String frame = read(in); !frame.isEmpty(); frame = read(in)) {
        String answer = answers.to(frame);
        if (answer.isEmpty()) {
          return;
        }
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException | InterruptedException e) {
      // either side has gone
    } finally {
      open.remove(socket);
    }
  }

  /// @return the next frame without its NUL, empty at the end
  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    for (int next = in.read(); next > 0; next = in.read()) {
      frame.write(next);
    }
    return frame.toString(StandardCharsets.UTF_8).stripLeading();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
