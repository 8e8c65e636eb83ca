package io.switchboard.protocol;

/// Why a frame was refused. The texts are part of the wire and never change their meaning; clients
/// may get new ones.
public enum RefusalCode {
  MALFORMED("malformed", "The frame is not well-formed"),
  UNKNOWN_COMMAND("unknown-command", "There is no such command"),
  BAD_ENCODING("bad-encoding", "The text is not UTF-8"),
  TOO_LARGE("too-large", "The frame is over a limit"),
  UNSUPPORTED_VERSION("unsupported-version", "No version of STOMP in common"),
  UNSUPPORTED("unsupported", "The server does not do this"),
  NOT_CONNECTED("not-connected", "CONNECT comes first"),
  ALREADY_CONNECTED("already-connected", "The session is connected already"),
  MISSING_HEADER("missing-header", "A required header is missing"),
  BAD_HEADER("bad-header", "A header has a value that is not allowed"),
  UNKNOWN_DESTINATION("unknown-destination", "There is no such destination"),
  DUPLICATE_SUBSCRIPTION("duplicate-subscription", "The subscription id is in use"),
  NO_SUCH_SUBSCRIPTION("no-such-subscription", "There is no such subscription"),
  NO_SUCH_MESSAGE("no-such-message", "No such message awaits an answer"),
  NO_SUCH_TRANSACTION("no-such-transaction", "There is no such transaction"),
  DUPLICATE_TRANSACTION("duplicate-transaction", "The transaction has begun already"),
  NO_SUCH_MAPPING("no-such-mapping", "Nothing handles this destination"),
  APPLICATION_ERROR("application-error", "The application failed to handle this"),
  UNAUTHENTICATED("unauthenticated", "Who you are is not known"),
  TOKEN_EXPIRING("token-expiring", "The token expires soon"),
  TOKEN_EXPIRED("token-expired", "The token has expired"),
  FORBIDDEN("forbidden", "Not allowed"),
  LIMIT_REACHED("limit-reached", "As many as are allowed"),
  RATE_LIMITED("rate-limited", "Too many in too short a time", true),
  OVERLOADED("overloaded", "The server has too much to do", true),
  INTERNAL_ERROR("internal-error", "An error of the server", true);

  private final String text;
  private final String title;
  private final boolean retryable;

  RefusalCode(String text, String title) {
    this(text, title, false);
  }

  RefusalCode(String text, String title, boolean retryable) {
    this.text = text;
    this.title = title;
    this.retryable = retryable;
  }

  /// The value of the header `code`: `unknown-destination`.
  public String text() {
    return text;
  }

  /// The `title` of the refusal's `application/problem+json` (RFC 9457 section 3.1.3): the same
  /// words for every refusal of that code.
  public String title() {
    return title;
  }

  /// Whether the same frame may succeed when sent again later.
  public boolean retryable() {
    return retryable;
  }
}
