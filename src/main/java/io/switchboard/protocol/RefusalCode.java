package io.switchboard.protocol;

/// Why a frame was refused. The texts are part of the wire and never change their meaning; clients
/// may get new ones.
public enum RefusalCode {
  MALFORMED("malformed", "The frame is not well-formed", Advice.MEND_CLIENT),
  UNKNOWN_COMMAND("unknown-command", "There is no such command", Advice.MEND_CLIENT),
  BAD_ENCODING("bad-encoding", "The text is not UTF-8", Advice.MEND_CLIENT),
  TOO_LARGE("too-large", "The frame is over a limit", Advice.MEND_CLIENT),
  UNSUPPORTED_VERSION("unsupported-version", "No version of STOMP in common", Advice.MEND_CLIENT),
  UNSUPPORTED("unsupported", "The server does not do this", Advice.MEND_CLIENT),
  NOT_CONNECTED("not-connected", "CONNECT comes first", Advice.MEND_CLIENT),
  ALREADY_CONNECTED("already-connected", "The session is connected already", Advice.MEND_CLIENT),
  MISSING_HEADER("missing-header", "A required header is missing", Advice.MEND_CLIENT),
  BAD_HEADER("bad-header", "A header has a value that is not allowed", Advice.MEND_CLIENT),
  UNKNOWN_DESTINATION("unknown-destination", "There is no such destination", Advice.MEND_CLIENT),
  DUPLICATE_SUBSCRIPTION(
      "duplicate-subscription", "The subscription id is in use", Advice.MEND_CLIENT),
  NO_SUCH_SUBSCRIPTION("no-such-subscription", "There is no such subscription", Advice.MEND_CLIENT),
  NO_SUCH_MESSAGE("no-such-message", "No such message awaits an answer", Advice.MEND_CLIENT),
  NO_SUCH_TRANSACTION("no-such-transaction", "There is no such transaction", Advice.MEND_CLIENT),
  DUPLICATE_TRANSACTION(
      "duplicate-transaction", "The transaction has begun already", Advice.MEND_CLIENT),
  NO_SUCH_MAPPING("no-such-mapping", "Nothing handles this destination", Advice.MEND_CLIENT),
  APPLICATION_ERROR(
      "application-error", "The application failed to handle this", Advice.ASK_OPERATOR),
  UNAUTHENTICATED("unauthenticated", "Who you are is not known", Advice.SHOW_CREDENTIAL),
  TOKEN_EXPIRING("token-expiring", "The token expires soon", Advice.RENEW_TOKEN),
  TOKEN_EXPIRED("token-expired", "The token has expired", Advice.RENEW_TOKEN),
  FORBIDDEN("forbidden", "Not allowed", Advice.ASK_OPERATOR),
  LIMIT_REACHED("limit-reached", "As many as are allowed", Advice.USE_LESS),
  RATE_LIMITED("rate-limited", "Too many in too short a time", Advice.TRY_LATER),
  OVERLOADED("overloaded", "The server has too much to do", Advice.TRY_LATER),
  UNAVAILABLE("unavailable", "A service behind the server cannot be reached", Advice.TRY_LATER),
  INTERNAL_ERROR("internal-error", "An error of the server", Advice.TRY_LATER);

  /// What a client had best do about it.
  public enum Advice {
    MEND_CLIENT("Mend the client: the frame will never be accepted"),
    SHOW_CREDENTIAL("Connect with a valid credential"),
    RENEW_TOKEN("Send a new token to /session/token"),
    ASK_OPERATOR("Ask who runs the server or wrote the application"),
    USE_LESS("Give something up first"),
    TRY_LATER("Try again later");

    private final String text;

    Advice(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  private final String text;
  private final String title;
  private final Advice advice;

  RefusalCode(String text, String title, Advice advice) {
    this.text = text;
    this.title = title;
    this.advice = advice;
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

  public Advice advice() {
    return advice;
  }

  /// The `type` of the refusal's `application/problem+json` (RFC 9457 section 3.1.1): a name, at
  /// which nothing is to be fetched.
  public String type() {
    return "urn:switchboard:refusal:" + text;
  }

  /// Whether the same frame may succeed when sent again later.
  public boolean retryable() {
    return advice == Advice.TRY_LATER;
  }
}
