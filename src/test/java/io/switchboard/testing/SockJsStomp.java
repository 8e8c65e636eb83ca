package io.switchboard.testing;

import io.switchboard.testing.StompSocket.Received;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// STOMP over SockJS on any of its transports, frames written by hand, with the SockJS frames in
/// reach.
public final class SockJsStomp implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Carrier carrier;
  private final Queue<Received> received = new ArrayDeque<>();

  /// A close frame, `c[code,"reason"]`.
  public record Closed(int code, String reason) {}

  private interface Carrier {
    String frame() throws IOException;

    void post(String json) throws IOException;

    void close() throws IOException;
  }

  private SockJsStomp(Carrier carrier) {
    this.carrier = carrier;
  }

  /// Begins a session; its open frame is what comes next.
  public static SockJsStomp begin(SockJsHttp session, SockJsTransport transport)
      throws IOException {
    if (transport == SockJsTransport.WEBSOCKET) {
      return new SockJsStomp(
          new Socket(RawWebSocket.open(session.port(), session.path() + "/websocket")));
    }
    return new SockJsStomp(
        transport.streams() ? new Streaming(session, transport) : new Polling(session));
  }

  /// Begins a session of `/sockjs` and says CONNECT with a token for the user.
  public static SockJsStomp connect(int port, SockJsTransport transport, String user)
      throws IOException {
    return connect(SockJsHttp.session(port), transport, user);
  }

  /// The same with headers of the caller's own in CONNECT, each `name:value`.
  public static SockJsStomp connect(
      SockJsHttp session, SockJsTransport transport, String user, String... headers)
      throws IOException {
    SockJsStomp stomp = begin(session, transport);
    String open = stomp.frame();
    if (!open.equals("o")) {
      throw new IOException(open);
    }
    stomp.send(connectFrame(user, headers));
    Received connected = stomp.read();
    if (!connected.command().equals("CONNECTED")) {
      throw new IOException(connected.toString());
    }
    return stomp;
  }

  /// CONNECT with a token for the user.
  public static String connectFrame(String user, String... headers) {
    Stream<String> usual =
        Stream.of(
            "CONNECT",
            "accept-version:1.2",
            "host:localhost",
            "Authorization:Bearer " + TestServer.token(user));
    return String.join("\n", Stream.concat(usual, Stream.of(headers)).toList()) + "\n\n";
  }

  /// Posts STOMP frames, their NUL added, each as a SockJS message, all at once.
  public void send(String... frames) throws IOException {
    carrier.post(messages(frames));
  }

  /// The JSON of STOMP frames, their NUL added.
  public static String messages(String... frames) {
    return JSON.writeValueAsString(Stream.of(frames).map(frame -> frame + "\0").toList());
  }

  /// SUBSCRIBE, awaiting its RECEIPT.
  public void subscribe(String id, String destination) throws IOException {
    send("SUBSCRIBE\nid:" + id + "\ndestination:" + destination + "\nreceipt:sub-" + id + "\n\n");
    Received receipt = read();
    if (!receipt.command().equals("RECEIPT")) {
      throw new IOException(receipt.toString());
    }
  }

  /// The next SockJS frame of any kind.
  public String frame() throws IOException {
    return carrier.frame();
  }

  /// The next STOMP frame; heart-beats of SockJS and of STOMP are skipped.
  ///
  /// @throws IOException if the session is closed instead
  public Received read() throws IOException {
    while (received.isEmpty()) {
      String frame = frame();
      if (frame.startsWith("c")) {
        throw new IOException(frame);
      }
      received.addAll(stompIn(frame));
    }
    return received.remove();
  }

  /// The close frame; STOMP frames before it are skipped.
  public Closed readClose() throws IOException {
    String frame = frame();
    while (!frame.startsWith("c")) {
      frame = frame();
    }
    return closedIn(frame);
  }

  public static Closed closedIn(String frame) {
    JsonNode closed = JSON.readTree(frame.substring(1));
    return new Closed(closed.get(0).asInt(), closed.get(1).asString());
  }

  /// The messages in a SockJS frame, as they are.
  public static List<String> messagesIn(String frame) {
    return frame.startsWith("a")
        ? List.of(JSON.readValue(frame.substring(1), String[].class))
        : List.of();
  }

  /// The STOMP frames in a SockJS frame, of which one message may hold many.
  public static List<Received> stompIn(String frame) {
    return messagesIn(frame).stream()
        .flatMap(message -> Stream.of(message.split("\0", -1)))
        .map(String::stripLeading)
        .filter(stomp -> !stomp.isEmpty())
        .map(stomp -> StompSocket.parse((stomp + "\0").getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  /// Ends what is open on the client's side, without a word.
  @Override
  public void close() throws IOException {
    carrier.close();
  }

  private static void postTo(SockJsHttp session, String json) throws IOException {
    HttpResponse<String> answer = session.post(json);
    if (answer.statusCode() != 204) {
      throw new IOException(answer + " " + answer.body());
    }
  }

  private record Socket(RawWebSocket webSocket) implements Carrier {

    @Override
    public String frame() throws IOException {
      RawWebSocket.Frame frame = webSocket.read();
      while (frame.opcode() == RawWebSocket.PING || frame.opcode() == RawWebSocket.PONG) {
        frame = webSocket.read();
      }
      if (frame.opcode() != RawWebSocket.TEXT) {
        throw new EOFException("closed with " + frame.closeCode() + " " + frame.closeReason());
      }
      return frame.text();
    }

    @Override
    public void post(String json) throws IOException {
      webSocket.text(json);
    }

    @Override
    public void close() throws IOException {
      webSocket.close();
    }
  }

  private record Polling(SockJsHttp session) implements Carrier {

    @Override
    public String frame() throws IOException {
      return session.pollFrame();
    }

    @Override
    public void post(String json) throws IOException {
      postTo(session, json);
    }

    @Override
    public void close() {}
  }

  private static final class Streaming implements Carrier {

    private final SockJsHttp session;
    private final SockJsTransport transport;
    private SockJsStream stream;

    Streaming(SockJsHttp session, SockJsTransport transport) throws IOException {
      this.session = session;
      this.transport = transport;
      this.stream = SockJsStream.open(session, transport);
    }

    /// Of the next request where the one before has ended, as clients do.
    @Override
    public String frame() throws IOException {
      try {
        return stream.frame();
      } catch (EOFException e) {
        stream = SockJsStream.open(session, transport);
        return stream.frame();
      }
    }

    @Override
    public void post(String json) throws IOException {
      postTo(session, json);
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
