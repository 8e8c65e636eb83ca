package io.switchboard.bench;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One connection: opens its WebSocket, says CONNECT, subscribes, and tallies what it is sent.
/// Confined to the generator's thread.
final class Client implements WebSocketFrames.Receiver, StompFrames.Receiver {

  private static final byte[] NOTHING = new byte[0];
  private static final int LONGEST_MESSAGE = 1024 * 1024;
  private static final int LONGEST_REASON = 200;

  /// What may wait to be sent, beside one message more.
  private static final int CLOGGED_BYTES = 256 * 1024;

  private enum State {
    CONNECTING,
    UPGRADING,
    GREETING,
    READY,
    GONE
  }

  private final Crowd crowd;
  private final LoadOptions options;
  private final int index;
  private final ArrayDeque<ByteBuffer> unsent = new ArrayDeque<>(2);
  private final SocketChannel channel;
  private final ByteChannel bytes; // of it, or of TLS on top of it
  private @Nullable SelectionKey key;
  private State state = State.CONNECTING;
  private byte[] rest = NOTHING; // of a frame whose end has not come
  private byte[] message = NOTHING; // of fragments
  private long openedNanos;
  private long readNanos;
  private boolean heard;

  Client(Crowd crowd, LoadOptions options, int index) throws IOException {
    this.crowd = crowd;
    this.options = options;
    this.index = index;
    this.channel = SocketChannel.open();
    this.bytes = options.target().over(channel);
  }

  int index() {
    return index;
  }

  boolean isReady() {
    return state == State.READY;
  }

  /// Whether any message of this generator's has come.
  boolean hasHeard() {
    return heard;
  }

  /// Whether the server takes what this client sends too slowly.
  boolean isClogged() {
    return unsent.stream().mapToInt(ByteBuffer::remaining).sum() > CLOGGED_BYTES;
  }

  void open(Selector selector) {
    openedNanos = System.nanoTime();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      key = channel.register(selector, SelectionKey.OP_CONNECT, this);
      if (channel.connect(options.target().address())) {
        connected();
      }
    } catch (IOException e) {
      gone("cannot connect: " + e.getMessage());
    }
  }

  /// The selector says that there is something to do.
  ///
  /// @param in room to read into, which all clients share
  void ready(byte[] in) {
    try {
      if (state == State.CONNECTING && channel.finishConnect()) {
        connected();
      }
      flush();
      if (state != State.GONE && key != null && key.isReadable()) {
        read(in);
      }
    } catch (IOException e) {
      gone(String.valueOf(e.getMessage()));
    }
  }

  private void connected() {
    state = State.UPGRADING;
    send(Handshake.request(options.target()));
  }

  void send(ByteBuffer bytes) {
    unsent.add(bytes);
    try {
      flush();
    } catch (IOException e) {
      gone(String.valueOf(e.getMessage()));
    }
  }

  private void flush() throws IOException {
    if (state == State.GONE || key == null) {
      return;
    }
    ByteBuffer first = unsent.peek();
    while (first != null) {
      bytes.write(first);
      if (first.hasRemaining()) {
        interest(key, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return;
      }
      unsent.remove();
      first = unsent.peek();
    }
    if (state != State.CONNECTING) {
      interest(key, SelectionKey.OP_READ);
    }
  }

  private static void interest(SelectionKey key, int operations) {
    if (key.interestOps() != operations) {
      key.interestOps(operations);
    }
  }

  private void read(byte[] in) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(in).put(rest);
    if (bytes.read(buffer) < 0) {
      throw new IOException("the server cut the connection");
    }
    readNanos = System.nanoTime();
    int length = buffer.position();
    int at = read(in, length);
    if (at == 0 && length == in.length) {
      throw new IOException("a frame of more than " + length + " bytes");
    }
    rest = at == length ? NOTHING : Arrays.copyOfRange(in, at, length);
  }

  /// @return how much of it is done with
  private int read(byte[] in, int length) throws IOException {
    int at = 0;
    if (state == State.UPGRADING) {
      at = Handshake.read(in, length);
      if (at == 0) {
        return 0;
      }
      upgraded();
    }
    return WebSocketFrames.read(in, at, length, this);
  }

  private void upgraded() {
    state = State.GREETING;
    send(WebSocketFrames.text(StompFrames.connect(options.target())));
  }

  @Override
  public void frame(boolean fin, int opcode, byte[] bytes, int from, int to) {
    switch (opcode) {
      case WebSocketFrames.TEXT, WebSocketFrames.BINARY, WebSocketFrames.CONTINUATION ->
          fragment(fin, bytes, from, to);
      case WebSocketFrames.PING -> {
        byte[] payload = Arrays.copyOfRange(bytes, from, to);
        send(WebSocketFrames.frame(WebSocketFrames.PONG, payload));
      }
      case WebSocketFrames.CLOSE -> gone(closeReason(bytes, from, to));
      default -> {}
    }
  }

  private void fragment(boolean fin, byte[] bytes, int from, int to) {
    if (fin && message.length == 0) {
      StompFrames.read(bytes, from, to, options.traffic().bodyBytes(), this);
      return;
    }
    if (message.length + to - from > LONGEST_MESSAGE) {
      gone("a message of more than " + LONGEST_MESSAGE + " bytes");
      return;
    }
    int length = message.length;
    message = Arrays.copyOf(message, length + to - from);
    System.arraycopy(bytes, from, message, length, to - from);
    if (fin) {
      byte[] whole = message;
      message = NOTHING;
      StompFrames.read(whole, 0, whole.length, options.traffic().bodyBytes(), this);
    }
  }

  private static String closeReason(byte[] bytes, int from, int to) {
    if (to - from < 2) {
      return "closed without a code";
    }
    int code = (bytes[from] & 0xff) << 8 | (bytes[from + 1] & 0xff);
    String reason = new String(bytes, from + 2, to - from - 2, StandardCharsets.UTF_8);
    return "closed with " + code + ' ' + reason;
  }

  @Override
  public void message(byte[] bytes, int body, int to) {
    long stamp = Stamp.read(bytes, body, to);
    if (stamp != Stamp.NONE) {
      heard = true;
      crowd.tally().delivered(stamp, readNanos);
    }
  }

  @Override
  public void other(String frame) {
    if (frame.startsWith("CONNECTED") && state == State.GREETING) {
      state = State.READY;
      crowd.ready(System.nanoTime() - openedNanos);
      send(WebSocketFrames.text(StompFrames.subscribe(options.audience(), index)));
    } else if (frame.startsWith("ERROR")) {
      gone(frame);
    }
  }

  /// Says goodbye and closes. A client that is gone stays so.
  void close() throws IOException {
    if (isReady()) {
      send(WebSocketFrames.frame(WebSocketFrames.CLOSE, new byte[] {0x03, (byte) 0xe8}));
    }
    state = State.GONE;
    channel.close();
  }

  private void gone(String reason) {
    if (state == State.GONE) {
      return;
    }
    boolean wasReady = isReady();
    state = State.GONE;
    String line = reason.replaceAll("\\s+", " ").strip();
    crowd.gone(wasReady, line.substring(0, Math.min(line.length(), LONGEST_REASON)));
    try {
      channel.close();
    } catch (IOException e) {
      // it is gone anyway
    }
  }
}
