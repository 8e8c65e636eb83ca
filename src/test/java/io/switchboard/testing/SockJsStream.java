package io.switchboard.testing;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The answer to a streaming request, read as it comes.
public final class SockJsStream implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 15;

  private final SockJsTransport transport;
  private final HttpResponse<InputStream> response;
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

  private SockJsStream(SockJsTransport transport, HttpResponse<InputStream> response) {
    this.transport = transport;
    this.response = response;
  }

  public static SockJsStream open(SockJsHttp session, SockJsTransport transport)
      throws IOException {
    SockJsStream stream = new SockJsStream(transport, session.stream(transport));
    Thread.startVirtualThread(stream::readAll);
    return stream;
  }

  public HttpResponse<InputStream> response() {
    return response;
  }

  /// The next line of the answer, without its end.
  ///
  /// @throws EOFException if the answer has ended
  public String line() throws IOException {
    try {
      Optional<String> line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new IOException("Nothing came in time");
      }
      return line.orElseThrow(() -> new EOFException("The answer has ended"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /// The next SockJS frame.
  ///
  /// @throws EOFException if the answer has ended
  public String frame() throws IOException {
    String frame = transport.frameIn(line());
    while (frame == null) {
      frame = transport.frameIn(line());
    }
    return frame;
  }

  private void readAll() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(Optional.of(line));
      }
    } catch (IOException e) {
      lines.add(Optional.empty());
      return; // cut off, which for who reads on is an end like another
    }
    lines.add(Optional.empty());
  }

  /// Ends the request from the client's side.
  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
