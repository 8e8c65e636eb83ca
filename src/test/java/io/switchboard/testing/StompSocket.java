package io.switchboard.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// A STOMP client over a [RawWebSocket] that writes its frames by hand and reads what comes.
public final class StompSocket implements AutoCloseable {

  private final RawWebSocket webSocket;

  /// A frame of the server's.
  ///
  /// @param headers the first of each name, not unescaped
  public record Received(String command, Map<String, String> headers, String body) {

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  public StompSocket(RawWebSocket webSocket) {
    this.webSocket = webSocket;
  }

  /// Opens `/ws` and says CONNECT with a token for the user.
  public static StompSocket connect(int port, String user) throws IOException {
    return connect(port, user, "accept-version:1.2");
  }

  /// The same with headers of the caller's own in CONNECT, each `name:value`.
  public static StompSocket connect(int port, String user, String... headers) throws IOException {
    return connect(openWebSocket(port), user, headers);
  }

  /// The same over a WebSocket that the caller opened.
  public static StompSocket connect(RawWebSocket webSocket, String user, String... headers)
      throws IOException {
    StompSocket stomp = new StompSocket(webSocket);
    stomp.send(
        "CONNECT\nhost:localhost\nAuthorization:Bearer "
            + TestServer.token(user)
            + "\n"
            + String.join("\n", headers)
            + "\n\n");
    Received connected = stomp.read();
    if (!connected.command().equals("CONNECTED")) {
      throw new IOException(connected.toString());
    }
    return stomp;
  }

  /// Opens `/ws` and says nothing.
  public static StompSocket open(int port) throws IOException {
    return new StompSocket(openWebSocket(port));
  }

  private static RawWebSocket openWebSocket(int port) throws IOException {
    return RawWebSocket.open(port, "/ws", "Sec-WebSocket-Protocol: v12.stomp");
  }

  public RawWebSocket webSocket() {
    return webSocket;
  }

  /// Sends a frame, its NUL added, as one text message.
  public void send(String frame) throws IOException {
    webSocket.text(frame + "\0");
  }

  /// SUBSCRIBE, awaiting its RECEIPT.
  public void subscribe(String id, String destination) throws IOException {
    send("SUBSCRIBE\nid:" + id + "\ndestination:" + destination + "\nreceipt:sub-" + id + "\n\n");
    Received receipt = read();
    if (!receipt.command().equals("RECEIPT")) {
      throw new IOException(receipt.toString());
    }
  }

  public void publish(String destination, String body) throws IOException {
    send("SEND\ndestination:" + destination + "\n\n" + body);
  }

  /// The next STOMP frame; heart-beats, pings and pongs are skipped.
  ///
  /// @throws IOException if the connection is closed instead
  public Received read() throws IOException {
    RawWebSocket.Frame frame = readFrame();
    if (frame.opcode() == RawWebSocket.CLOSE) {
      throw new IOException("closed with " + frame.closeCode() + " " + frame.closeReason());
    }
    return parse(frame.payload());
  }

  /// The close frame that must be what comes next; heart-beats, pings and pongs are skipped.
  ///
  /// @throws IOException if a STOMP frame comes instead
  public RawWebSocket.Frame readClose() throws IOException {
    RawWebSocket.Frame frame = readFrame();
    if (frame.opcode() != RawWebSocket.CLOSE) {
      throw new IOException("not closed, but sent " + frame.text());
    }
    return frame;
  }

  /// The WebSocket frame that carries the next STOMP frame, or a close frame.
  public RawWebSocket.Frame readFrame() throws IOException {
    RawWebSocket.Frame frame = webSocket.read();
    while (isSignOfLife(frame)) {
      frame = webSocket.read();
    }
    return frame;
  }

  private static boolean isSignOfLife(RawWebSocket.Frame frame) {
    return switch (frame.opcode()) {
      case RawWebSocket.PING, RawWebSocket.PONG -> true;
      case RawWebSocket.TEXT -> frame.text().equals("\n");
      default -> false;
    };
  }

  /// A frame of the server's, its NUL at the end.
  public static Received parse(byte[] payload) {
    String frame = new String(payload, StandardCharsets.UTF_8);
    int end = frame.indexOf("\n\n");
    String[] lines = frame.substring(0, end).split("\n", -1);
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.putIfAbsent(lines[i].substring(0, colon), lines[i].substring(colon + 1));
    }
    return new Received(lines[0], headers, frame.substring(end + 2, frame.length() - 1));
  }

  @Override
  public void close() throws IOException {
    webSocket.close();
  }
}
