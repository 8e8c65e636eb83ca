package io.switchboard.broker;

import io.switchboard.protocol.CloseCode;
import java.util.Arrays;

/// Why a MESSAGE that was queued for a client was never sent.
public enum DropCause {
  TOO_SLOW(String.valueOf(CloseCode.TOO_SLOW.code())),
  SILENT(String.valueOf(CloseCode.SILENT.code())),
  TOKEN(String.valueOf(CloseCode.TOKEN.code())),
  /// It was closed with any other code.
  OTHER("other"),
  /// The client closed the connection, or lost it.
  GONE("gone");

  private final String text;

  DropCause(String text) {
    this.text = text;
  }

  /// The code that the session was closed with, or a word where it was none of the server's.
  public String text() {
    return text;
  }

  static DropCause of(int closeCode) {
    String code = String.valueOf(closeCode);
    return Arrays.stream(values())
        .filter(cause -> cause.text.equals(code))
        .findFirst()
        .orElse(OTHER);
  }
}
