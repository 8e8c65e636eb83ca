package io.switchboard.broker;

/// What carries a session.
public enum Transport {
  WEBSOCKET("websocket"),
  SOCKJS_WEBSOCKET("sockjs-websocket"),
  XHR_STREAMING("xhr-streaming"),
  EVENTSOURCE("eventsource"),
  HTMLFILE("htmlfile"),
  XHR_POLLING("xhr-polling");

  private final String text;

  Transport(String text) {
    this.text = text;
  }

  /// As metrics name it.
  public String text() {
    return text;
  }
}
