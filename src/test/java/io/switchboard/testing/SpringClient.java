package io.switchboard.testing;

import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.client.RestClient;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.messaging.WebSocketStompClient;
import org.springframework.web.socket.sockjs.client.RestClientXhrTransport;
import org.springframework.web.socket.sockjs.client.SockJsClient;
import org.springframework.web.socket.sockjs.client.Transport;
import org.springframework.web.socket.sockjs.client.WebSocketTransport;

/// Spring's own STOMP client as an application uses it, which keeps what it is sent.
public final class SpringClient implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 15;

  private static final int MESSAGE_BYTES = 256 * 1024;

  private static final WebSocketClient SOCKETS = sockets();

  private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
  private final WebSocketStompClient client;
  private final Handler handler = new Handler();
  private final String url;
  private @Nullable StompSession session;

  /// What the client connects by.
  public enum Way {
    WEBSOCKET("ws", "/ws"),
    SOCKJS_WEBSOCKET("http", "/sockjs"),
    SOCKJS_STREAMING("http", "/sockjs"),
    SOCKJS_POLLING("http", "/sockjs");

    private final String scheme;
    private final String path;

    Way(String scheme, String path) {
      this.scheme = scheme;
      this.path = path;
    }

    private WebSocketClient client() {
      return switch (this) {
        case WEBSOCKET -> SOCKETS;
        case SOCKJS_WEBSOCKET -> sockJs(new WebSocketTransport(SOCKETS));
        case SOCKJS_STREAMING -> sockJs(xhr(false));
        case SOCKJS_POLLING -> sockJs(xhr(true));
      };
    }

    private static SockJsClient sockJs(Transport transport) {
      return new SockJsClient(List.of(transport));
    }

    private static RestClientXhrTransport xhr(boolean polling) {
      RestClientXhrTransport xhr =
          new RestClientXhrTransport(
              RestClient.builder().requestFactory(new JdkClientHttpRequestFactory()).build());
      xhr.setXhrStreamingDisabled(polling);
      return xhr;
    }
  }

  /// A frame with its body as text.
  public record Frame(StompHeaders headers, String body) {

    public String header(String name) {
      String value = headers.getFirst(name);
      return value == null ? "" : value;
    }
  }

  /// What came on one subscription, or as ERROR, in its order.
  public static final class Inbox implements StompFrameHandler {

    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();

    @Override
    public Type getPayloadType(StompHeaders headers) {
      return byte[].class;
    }

    @Override
    public void handleFrame(StompHeaders headers, @Nullable Object payload) {
      String body =
          payload instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
      frames.add(new Frame(headers, body));
    }

    /// Waits for the next.
    public Frame next() throws InterruptedException {
      Frame frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError("No frame came in time");
      }
      return frame;
    }

    public boolean isEmpty() {
      return frames.isEmpty();
    }
  }

  private static final class Handler extends StompSessionHandlerAdapter {

    private final CompletableFuture<StompHeaders> connected = new CompletableFuture<>();
    private final CompletableFuture<Throwable> lost = new CompletableFuture<>();
    private final Inbox errors = new Inbox();

    @Override
    public void afterConnected(StompSession session, StompHeaders headers) {
      connected.complete(headers);
    }

    @Override
    public Type getPayloadType(StompHeaders headers) {
      return byte[].class;
    }

    @Override
    public void handleFrame(StompHeaders headers, @Nullable Object payload) {
      errors.handleFrame(headers, payload);
    }

    @Override
    public void handleException(
        StompSession session,
        @Nullable StompCommand command,
        StompHeaders headers,
        byte[] payload,
        Throwable exception) {
      lost.complete(exception);
    }

    @Override
    public void handleTransportError(StompSession session, Throwable exception) {
      lost.complete(exception);
    }
  }

  private static WebSocketClient sockets() {
    WebSocketContainer container = ContainerProvider.getWebSocketContainer();
    container.setDefaultMaxTextMessageBufferSize(MESSAGE_BYTES);
    return new StandardWebSocketClient(container);
  }

  /// A client that has not connected yet.
  public SpringClient(int port, Way way) {
    scheduler.initialize();
    client = new WebSocketStompClient(way.client());
    client.setTaskScheduler(scheduler);
    client.setInboundMessageSizeLimit(MESSAGE_BYTES);
    url = way.scheme + "://127.0.0.1:" + port + way.path;
  }

  /// A client that has connected with a token for the user.
  public static SpringClient connect(int port, Way way, String user)
      throws InterruptedException, ExecutionException, TimeoutException {
    SpringClient connected = new SpringClient(port, way);
    StompHeaders headers = new StompHeaders();
    headers.set("Authorization", "Bearer " + TestServer.token(user));
    connected.connect(new WebSocketHttpHeaders(), headers);
    return connected;
  }

  /// Says CONNECT. Every frame after it wants a receipt.
  public void connect(WebSocketHttpHeaders handshake, StompHeaders connect)
      throws InterruptedException, ExecutionException, TimeoutException {
    StompSession connected =
        client
            .connectAsync(url, handshake, connect, handler)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    connected.setAutoReceipt(true);
    session = connected;
  }

  /// What may be set before it connects.
  public WebSocketStompClient client() {
    return client;
  }

  public StompSession session() {
    return Objects.requireNonNull(session, "not connected");
  }

  /// The headers of CONNECTED.
  public StompHeaders connected()
      throws InterruptedException, ExecutionException, TimeoutException {
    return handler.connected.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /// ERROR frames.
  public Inbox errors() {
    return handler.errors;
  }

  /// Waits for the connection to fail.
  public Throwable lost() throws InterruptedException, ExecutionException, TimeoutException {
    return handler.lost.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /// Subscribes and awaits the receipt.
  public Inbox subscribe(String destination)
      throws InterruptedException, ExecutionException, TimeoutException {
    Inbox inbox = new Inbox();
    receipt(session().subscribe(destination, inbox));
    return inbox;
  }

  /// Sends and awaits the receipt.
  public StompHeaders send(String destination, String body)
      throws InterruptedException, ExecutionException, TimeoutException {
    return receipt(session().send(destination, body.getBytes(StandardCharsets.UTF_8)));
  }

  /// Awaits a receipt.
  public StompHeaders receipt(StompSession.Receiptable receiptable)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<StompHeaders> receipt = new CompletableFuture<>();
    receiptable.addReceiptTask(receipt::complete);
    return receipt.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    try {
      if (session != null && session.isConnected()) {
        session.disconnect();
      }
    } catch (MessageDeliveryException e) {
      // The server's answer to DISCONNECT came before the client was done with sending it.
      assert !session.isConnected();
    } finally {
      client.stop();
      scheduler.shutdown();
    }
  }
}
