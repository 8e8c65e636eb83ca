package io.switchboard.testing;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/// The ways in which SockJS carries messages to a client (SockJS protocol 0.3.3).
public enum SockJsTransport {
  WEBSOCKET("websocket", "GET"),
  XHR_STREAMING("xhr_streaming", "POST"),
  EVENTSOURCE("eventsource", "GET"),
  HTMLFILE("htmlfile?c=_callback", "GET"),
  XHR_POLLING("xhr", "POST");

  private static final String DATA = "data: ";
  private static final String CALL = "p(\"";

  private static final JsonMapper SCRIPT =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER).build();

  private final String path;
  private final String method;

  SockJsTransport(String path, String method) {
    this.path = path;
    this.method = method;
  }

  /// Below the session's path, with its query.
  public String path() {
    return path;
  }

  public String method() {
    return method;
  }

  /// Whether one request is answered with many frames.
  public boolean streams() {
    return this == XHR_STREAMING || this == EVENTSOURCE || this == HTMLFILE;
  }

  /// The SockJS frame in a line of an answer, `null` where the line holds none.
  @Nullable String frameIn(String line) {
    return switch (this) {
      case EVENTSOURCE -> line.startsWith(DATA) ? line.substring(DATA.length()) : null;
      case HTMLFILE -> line.startsWith(CALL) ? argument(line) : null;
      case WEBSOCKET, XHR_STREAMING, XHR_POLLING ->
          line.isEmpty() || line.startsWith("hh") ? null : line;
    };
  }

  /// Of `p("...");`.
  private static String argument(String line) {
    String literal = line.substring(CALL.length() - 1, line.lastIndexOf('"') + 1);
    return SCRIPT.readValue(literal, String.class);
  }
}
