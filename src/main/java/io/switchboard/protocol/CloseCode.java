package io.switchboard.protocol;

/// Why the server ends a connection and what its client should do about it. The only list of these
/// codes: SDK and documentation are checked against it.
///
/// RFC 6455 section 7.4.1 and the IANA registry define those below 4000. Of ours, 40xx means
/// reconnect, 44xx do not until something changed.
public enum CloseCode {
  NORMAL(1000, "done", false),
  GOING_AWAY(1001, "the server is going away", true),
  PROTOCOL_ERROR(1002, "not a WebSocket frame", false),
  UNSUPPORTED_DATA(1003, "this kind of message is not accepted", false),
  INVALID_TEXT(1007, "text that is not UTF-8", false),
  POLICY_VIOLATION(1008, "not allowed", false),
  TOO_BIG(1009, "a message over the limit", false),
  SERVER_ERROR(1011, "an error of the server", true),
  RESTARTING(1012, "the server is restarting", true),
  TRY_AGAIN_LATER(1013, "the server is full", true),

  TOO_SLOW(4001, "too slow: more is waiting for you than the server keeps", true),
  SILENT(4002, "silent: no heart-beat and no pong in time", true),
  STATE_LOST(4004, "the server lost this session's state", true),

  PROTOCOL(4400, "a STOMP protocol error", false),
  TOKEN(4401, "no valid token", false),
  PUT_OUT(4403, "put out by an operator", false),
  CONNECT_TIMEOUT(4408, "no CONNECT in time", false),
  REPLACED(4409, "replaced by a newer session", false),
  LIMIT(4429, "over a limit", false);

  private final int code;
  private final String reason;
  private final boolean reconnect;

  CloseCode(int code, String reason, boolean reconnect) {
    this.code = code;
    this.reason = reason;
    this.reconnect = reconnect;
  }

  public int code() {
    return code;
  }

  /// A short text for people; fits a close frame. A caller may send a more telling one.
  public String reason() {
    return reason;
  }

  /// Whether the client should come back by itself.
  public boolean reconnect() {
    return reconnect;
  }
}
