package io.switchboard.protocol;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// A frame of the server as a client reads it: written from the specification and straight on, so
/// that it shares no mistake with the encoder.
record ServerFrame(String command, Headers headers, String body) {
  static ServerFrame parse(StompVersion version, byte[] frame) {
    Cursor cursor = new Cursor(frame);
    String command = cursor.line();
    boolean escaped = version != StompVersion.V1_0 && !command.equals("CONNECTED");
    Headers.Builder headers = Headers.builder();
    for (String line = cursor.line(); !line.isEmpty(); line = cursor.line()) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon);
      String value = line.substring(colon + 1);
      headers.add(escaped ? unescape(name) : name, escaped ? unescape(value) : value);
    }
    Headers built = headers.build();
    return new ServerFrame(command, built, cursor.body(built));
  }

  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain.append(c == '\\' ? meaning(text.charAt(++i)) : c);
    }
    return plain.toString();
  }

  private static char meaning(char letter) {
    return switch (letter) {
      case 'n' -> '\n';
      case 'c' -> ':';
      case 'r' -> '\r';
      case '\\' -> '\\';
      default -> throw new IllegalArgumentException("Undefined escape: " + letter);
    };
  }

  private static final class Cursor {
    private final byte[] bytes;
    private int at;

    private Cursor(byte[] bytes) {
      this.bytes = bytes;
    }

    private String line() {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      while (bytes[at] != '\n') {
        line.write(bytes[at++]);
      }
      at++;
      return Wire.text(line.toByteArray());
    }

    private String body(Headers headers) {
      String length = headers.get("content-length");
      int end = length == null ? bytes.length - 1 : at + Integer.parseInt(length);
      if (end != bytes.length - 1 || bytes[end] != 0) {
        throw new IllegalArgumentException("The frame does not end with the NUL behind its body");
      }
      return Wire.text(Arrays.copyOfRange(bytes, at, end));
    }
  }
}
