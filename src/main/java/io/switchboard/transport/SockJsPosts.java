package io.switchboard.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.sockjs.SockJsException;
import org.springframework.web.socket.sockjs.transport.handler.XhrReceivingTransportHandler;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;

/// What SockJS clients post, one post of a session at a time and none over the limit. Spring has
/// neither: two posts would run one session's frames side by side.
final class SockJsPosts extends XhrReceivingTransportHandler {

  private static final String TURN = SockJsPosts.class.getName();

  private final int postBytes;

  SockJsPosts(int postBytes) {
    this.postBytes = postBytes;
  }

  @Override
  protected void handleRequestInternal(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      AbstractHttpSockJsSession session) {
    if (request.getHeaders().getContentLength() > postBytes) {
      io.switchboard.security.Answers.refuse(
          response, HttpStatus.CONTENT_TOO_LARGE, "A post may have " + postBytes + " bytes.");
      return;
    }
    ReentrantLock turn = turnOf(session.getAttributes());
    turn.lock();
    try {
      super.handleRequestInternal(request, response, handler, session);
    } finally {
      turn.unlock();
    }
  }

  private static ReentrantLock turnOf(Map<String, Object> attributes) {
    return (ReentrantLock) attributes.computeIfAbsent(TURN, key -> new ReentrantLock());
  }

  @Override
  protected String @Nullable [] readMessages(ServerHttpRequest request) throws IOException {
    return getServiceConfig()
        .getMessageCodec()
        .decodeInputStream(new Bounded(request.getBody(), postBytes));
  }

  /// A post that names no length is read to the limit.
  private static final class Bounded extends FilterInputStream {

    private int left;

    Bounded(InputStream in, int limit) {
      super(in);
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw new SockJsException("A post over the limit", null);
      }
    }
  }
}
