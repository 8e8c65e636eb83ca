package io.switchboard.transport;

import io.switchboard.security.Answers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.sockjs.SockJsException;
import org.springframework.web.socket.sockjs.transport.handler.XhrReceivingTransportHandler;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;
import tools.jackson.core.JacksonException;

/// What SockJS clients post, one post of a session at a time and none over the limit. Spring has
/// neither: two posts would run one session's frames side by side. Nor does it log what a client
/// does wrong as an error of ours.
final class SockJsPosts extends XhrReceivingTransportHandler {

  private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

  /// How many times what a post may have is read of one that has too much.
  private static final long MOST_READ = 16;

  private static final int PIECE_BYTES = 8192;

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
    SockJsTurn turn = SockJsTurn.of(session, SockJsPosts.class);
    if (!turn.begin(response)) {
      return;
    }
    try {
      String[] messages = read(request, response);
      if (messages != null) {
        response.setStatusCode(getResponseStatus());
        response.getHeaders().setContentType(TEXT);
        session.delegateMessages(messages);
      }
    } catch (IOException e) {
      throw new SockJsException("A post broke off", session.getId(), e);
    } finally {
      turn.end();
    }
  }

  /// @return `null` where the client was told what is wrong
  private String @Nullable [] read(ServerHttpRequest request, ServerHttpResponse response)
      throws IOException {
    InputStream in = request.getBody();
    if (request.getHeaders().getContentLength() > postBytes) {
      return tooLarge(in, response);
    }
    byte[] body = in.readNBytes(postBytes + 1); // it need not say its length
    return body.length > postBytes ? tooLarge(in, response) : decode(body, response);
  }

  /// Reads the rest first, within reason: a connection that is closed with input unread is reset,
  /// and the client never sees the answer.
  private String @Nullable [] tooLarge(InputStream in, ServerHttpResponse response)
      throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    long left = MOST_READ * postBytes;
    for (int read = 0; left > 0 && read >= 0; left -= read) {
      read = in.read(piece);
    }
    Answers.refuse(
        response, HttpStatus.CONTENT_TOO_LARGE, "A post may have " + postBytes + " bytes.");
    return null;
  }

  /// Says what is wrong in the words of the SockJS protocol.
  private String @Nullable [] decode(byte[] body, ServerHttpResponse response) throws IOException {
    if (body.length == 0) {
      return refuse(response, "Payload expected.");
    }
    try {
      String[] messages =
          getServiceConfig().getMessageCodec().decodeInputStream(new ByteArrayInputStream(body));
      boolean texts = messages != null && !Arrays.asList(messages).contains(null);
      return texts ? messages : refuse(response, "Payload expected.");
    } catch (JacksonException e) {
      return refuse(response, "Broken JSON encoding.");
    }
  }

  private static String @Nullable [] refuse(ServerHttpResponse response, String reason)
      throws IOException {
    response.setStatusCode(HttpStatus.INTERNAL_SERVER_ERROR);
    response.getHeaders().setContentType(TEXT);
    response.getBody().write(reason.getBytes(StandardCharsets.UTF_8));
    return null;
  }
}
