package io.switchboard.cluster;

import io.switchboard.testing.RabbitMq;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Another application at RabbitMQ, which speaks STOMP to it as well.
final class RabbitStomp implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 15_000;

  private final Socket socket;

  RabbitStomp(RabbitMq rabbit) throws IOException {
    this(rabbit, 0);
  }

  /// @param beatMillis how often RabbitMQ is to send a heart-beat, zero for never
  RabbitStomp(RabbitMq rabbit, int beatMillis) throws IOException {
    socket = new Socket(rabbit.host(), rabbit.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    send(
        "CONNECT\naccept-version:1.2\nhost:/\nlogin:"
            + rabbit.login()
            + "\npasscode:"
            + rabbit.passcode()
            + "\nheart-beat:0,"
            + beatMillis
            + "\n\n");
    read();
  }

  void send(String frame) throws IOException {
    socket.getOutputStream().write((frame + "\0").getBytes(StandardCharsets.UTF_8));
  }

  void subscribe(String destination) throws IOException {
    send("SUBSCRIBE\nid:1\nreceipt:r\ndestination:" + destination + "\n\n");
    read();
  }

  Received read() throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    int next = nextByte();
    while (next == '\n') {
      next = nextByte();
    }
    while (next != 0) {
      frame.write(next);
      next = nextByte();
    }
    frame.write(0);
    return StompSocket.parse(frame.toByteArray());
  }

  /// Waits for a heart-beat, where nothing else is to come.
  void awaitBeat() throws IOException {
    if (nextByte() != '\n') {
      throw new IOException("not a heart-beat");
    }
  }

  private int nextByte() throws IOException {
    int next = socket.getInputStream().read();
    if (next < 0) {
      throw new EOFException();
    }
    return next;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
