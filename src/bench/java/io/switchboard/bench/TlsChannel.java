package io.switchboard.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLParameters;

/// TLS on a socket that does not block. Until the two sides have agreed it writes nothing and reads
/// nothing, but each call brings them nearer. Confined to the generator's thread.
final class TlsChannel implements ByteChannel {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /// Several records, yet decrypted no more than a reader always has room for.
  private static final int IN_BYTES = 64 * 1024;

  private final SocketChannel socket;
  private final SSLEngine engine;
  private final ByteBuffer in = ByteBuffer.allocate(IN_BYTES); // to be filled
  private final ByteBuffer out; // to be emptied

  /// @param target whose name the certificate must have
  TlsChannel(SocketChannel socket, SSLContext context, Target target) {
    this.socket = socket;
    this.engine = context.createSSLEngine(target.address().getHostString(), target.port());
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    this.out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).flip();
  }

  /// @return how much of it is encrypted; it may yet have to be sent, by a later call
  @Override
  public int write(ByteBuffer plain) throws IOException {
    int before = plain.remaining();
    while (sent() && plain.hasRemaining() && !awaitsTheServer()) {
      wrap(plain);
    }
    return before - plain.remaining();
  }

  private boolean awaitsTheServer() {
    return engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP;
  }

  /// Whether the socket has taken all there was.
  private boolean sent() throws IOException {
    socket.write(out);
    return !out.hasRemaining();
  }

  private void wrap(ByteBuffer plain) throws IOException {
    out.clear();
    engine.wrap(plain, out);
    out.flip();
    doTasks();
  }

  private void doTasks() {
    Runnable task = engine.getDelegatedTask();
    while (task != null) {
      task.run();
      task = engine.getDelegatedTask();
    }
  }

  @Override
  public int read(ByteBuffer plain) throws IOException {
    int before = plain.position();
    if (socket.read(in) < 0) {
      return -1;
    }
    in.flip();
    try {
      while (unwrap(plain)) {
        // one record after the other
      }
    } finally {
      in.compact();
    }
    return plain.position() - before;
  }

  /// @return whether there may be another record
  private boolean unwrap(ByteBuffer plain) throws IOException {
    SSLEngineResult result = engine.unwrap(in, plain);
    doTasks();
    while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && sent()) {
      wrap(NOTHING);
    }
    sent();
    return switch (result.getStatus()) {
      case OK -> in.hasRemaining() || result.bytesProduced() > 0;
      case BUFFER_UNDERFLOW -> false;
      case BUFFER_OVERFLOW -> throw new IOException("no room for what came over TLS");
      case CLOSED -> throw new EOFException("the server ended TLS");
    };
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
