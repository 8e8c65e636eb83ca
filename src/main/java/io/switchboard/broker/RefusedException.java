package io.switchboard.broker;

import io.switchboard.protocol.RefusalCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessagingException;

/// Thrown by whoever handles a client's message to have it refused: a channel interceptor, the
/// broker, a controller. The client is told the code and the detail and nothing else.
///
/// Has no stack trace: it is an answer, not a fault. A [MessagingException], since Spring's
/// channels wrap all others, in one that has a stack trace and spells out the message.
public final class RefusedException extends MessagingException {

  private static final long serialVersionUID = 1;

  private final RefusalCode code;
  private final @Nullable Duration retryAfter;

  /// @param detail one sentence that is safe to show to the client
  public RefusedException(RefusalCode code, String detail) {
    this(code, detail, null);
  }

  /// @param retryAfter how soon the same may be tried again, `null` where nothing is known of it
  public RefusedException(RefusalCode code, String detail, @Nullable Duration retryAfter) {
    super(detail);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  public RefusalCode code() {
    return code;
  }

  public String detail() {
    String detail = getMessage();
    return detail == null ? code.title() : detail;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
