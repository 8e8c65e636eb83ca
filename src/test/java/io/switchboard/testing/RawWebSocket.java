package io.switchboard.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A WebSocket client that sends exactly the bytes it is told to, right or wrong (RFC 6455).
public final class RawWebSocket implements AutoCloseable {

  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String response;

  /// A frame as the server sent it.
  public record Frame(boolean fin, int opcode, byte[] payload) {

    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    /// Of a close frame; 1005 where it has none.
    public int closeCode() {
      return payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
    }

    public String closeReason() {
      return payload.length < 2
          ? ""
          : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }
  }

  private RawWebSocket(Socket socket, String request) throws IOException {
    this.socket = socket;
    socket.setSoTimeout((int) PATIENCE.toMillis());
    this.in = new BufferedInputStream(socket.getInputStream(), 65536);
    this.out = socket.getOutputStream();
    out.write(request.getBytes(StandardCharsets.UTF_8));
    this.response = readHead();
  }

  /// Opens a WebSocket by a correct handshake, with headers of the caller's own, each `Name:
  /// value`.
  ///
  /// @throws IOException if the server does not upgrade; its answer is the message
  public static RawWebSocket open(int port, String path, String... headers) throws IOException {
    return open(new Socket(), port, path, headers);
  }

  /// The same on a socket that the caller made, for its options, or for TLS.
  public static RawWebSocket open(Socket socket, int port, String path, String... headers)
      throws IOException {
    RawWebSocket webSocket = request(socket, port, handshake(port, path, headers));
    if (!webSocket.response.startsWith("HTTP/1.1 101 ")) {
      String body = webSocket.response;
      webSocket.close();
      throw new IOException(body);
    }
    return webSocket;
  }

  /// Sends any bytes as the request and reads the head of the answer.
  public static RawWebSocket request(int port, String request) throws IOException {
    return request(new Socket(), port, request);
  }

  /// The same on a socket that the caller made.
  public static RawWebSocket request(Socket socket, int port, String request) throws IOException {
    if (!socket.isConnected()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
    }
    return new RawWebSocket(socket, request);
  }

  /// The text of a correct handshake.
  public static String handshake(int port, String path, String... headers) {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    request.append("Host: localhost:").append(port).append("\r\n");
    request.append("Upgrade: websocket\r\nConnection: Upgrade\r\n");
    request.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return request.append("\r\n").toString();
  }

  /// Status line and headers of the server's answer.
  public String response() {
    return response;
  }

  public int status() {
    return Integer.parseInt(response.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
  }

  /// A header of the server's answer, empty where it has none.
  public String header(String name) {
    String start = name + ":";
    return response
        .lines()
        .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
        .map(line -> line.substring(start.length()).strip())
        .findFirst()
        .orElse("");
  }

  /// The body of the server's answer: in chunks, of a known length, or until the server closes.
  public String body() throws IOException {
    if (!header("Transfer-Encoding").equals("chunked")) {
      String length = header("Content-Length");
      return readBody(length.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(length));
    }
    StringBuilder body = new StringBuilder();
    String chunk = readChunk();
    while (!chunk.isEmpty()) {
      body.append(chunk);
      chunk = readChunk();
    }
    return body.toString();
  }

  private String readChunk() throws IOException {
    String chunk = readBody(Integer.parseInt(readLine(), 16));
    readLine();
    return chunk;
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = readByte(); c != '\n'; c = readByte()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  public void text(String payload) throws IOException {
    send(TEXT, payload.getBytes(StandardCharsets.UTF_8));
  }

  /// A whole message in one masked frame.
  public void send(int opcode, byte[] payload) throws IOException {
    send(true, opcode, payload);
  }

  /// One masked frame.
  public void send(boolean fin, int opcode, byte[] payload) throws IOException {
    sendRaw(frame(fin, opcode, payload));
  }

  /// A client's frame, masked.
  public static byte[] frame(boolean fin, int opcode, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write((fin ? 0x80 : 0) | opcode);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else if (payload.length < 65536) {
      frame.write(0x80 | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >> shift));
      }
    }
    byte[] key = {0x12, 0x34, 0x56, 0x78};
    frame.writeBytes(key);
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ key[i & 3]);
    }
    return frame.toByteArray();
  }

  /// Any bytes, as they are.
  public void sendRaw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /// The next frame of any kind.
  ///
  /// @throws EOFException if the server closed the connection instead
  public Frame read() throws IOException {
    int first = readByte();
    int second = readByte();
    if ((second & 0x80) != 0) {
      throw new IOException("A server must not mask its frames");
    }
    if ((first & 0x70) != 0) {
      throw new IOException("No extension that was agreed on sets these bits");
    }
    long length = second & 0x7f;
    if (length == 126) {
      length = (long) readByte() << 8 | readByte();
    } else if (length == 127) {
      length = 0;
      for (int i = 0; i < 8; i++) {
        length = length << 8 | readByte();
      }
    }
    byte[] payload = in.readNBytes(Math.toIntExact(length));
    if (payload.length != length) {
      throw new EOFException("The connection ended within a frame");
    }
    return new Frame((first & 0x80) != 0, first & 0x0f, payload);
  }

  /// The next close frame; what comes before it is skipped.
  public Frame readClose() throws IOException {
    Frame frame = read();
    while (frame.opcode() != CLOSE) {
      frame = read();
    }
    return frame;
  }

  /// Reads what is left of an HTTP answer until the server closes, or `length` bytes.
  public String readBody(int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  public Socket socket() {
    return socket;
  }

  /// Cuts the connection without a word (RST).
  public void cut() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private int readByte() throws IOException {
    int read = in.read();
    if (read < 0) {
      throw new EOFException("The connection ended");
    }
    return read;
  }

  private String readHead() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int read = in.read();
      if (read < 0) {
        break;
      }
      head.write(read);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }
}
