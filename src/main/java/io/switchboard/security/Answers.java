package io.switchboard.security;

import io.switchboard.broker.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;

/// What a handshake that is refused is told: a status and one sentence in plain text.
public final class Answers {

  private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

  private Answers() {}

  /// @return `false`, for an interceptor to return
  public static boolean refuse(ServerHttpResponse response, HttpStatus status, String sentence) {
    response.setStatusCode(status);
    response.getHeaders().setContentType(TEXT);
    response.getHeaders().setCacheControl("no-store");
    response.getHeaders().set("X-Content-Type-Options", "nosniff");
    try {
      // Not flushed: with input unread the connection cannot be used again, and has yet to say so.
      response.getBody().write((sentence + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return false;
  }

  /// The same to who may come again.
  static boolean refuseForNow(
      ServerHttpResponse response, HttpStatus status, String sentence, Duration retryAfter) {
    String seconds = Long.toString(Refusal.wholeSeconds(retryAfter));
    response.getHeaders().set(HttpHeaders.RETRY_AFTER, seconds);
    return refuse(response, status, sentence);
  }
}
