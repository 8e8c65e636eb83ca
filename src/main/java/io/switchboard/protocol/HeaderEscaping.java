package io.switchboard.protocol;

/// How a version of STOMP writes, in names and values of headers, what would end them (STOMP 1.1
/// and 1.2, "Value Encoding"): a backslash and a letter. Immutable.
enum HeaderEscaping {
  /// STOMP 1.0, and CONNECT, STOMP and CONNECTED of any version.
  NONE("", ""),
  V1_1("nc\\", "\n:\\"),
  V1_2("nc\\r", "\n:\\\r");

  static final int UNDEFINED = -1;

  private final String letters;
  private final String meanings;

  HeaderEscaping(String letters, String meanings) {
    this.letters = letters;
    this.meanings = meanings;
  }

  static HeaderEscaping of(StompVersion version) {
    return switch (version) {
      case V1_0 -> NONE;
      case V1_1 -> V1_1;
      case V1_2 -> V1_2;
    };
  }

  /// The character that a letter behind a backslash stands for, or [#UNDEFINED].
  int meaning(int letter) {
    int at = letters.indexOf(letter);
    return at < 0 ? UNDEFINED : meanings.charAt(at);
  }

  /// How many bytes [#write] writes.
  int size(String text) {
    if (isPlain(text)) {
      return text.length();
    }
    return text.codePoints().map(c -> letter(c) == UNDEFINED ? Utf8.size(c) : 2).sum();
  }

  /// Writes a name or value in UTF-8, escaped; what cannot be said becomes a space.
  ///
  /// @return the place behind it
  int write(String text, byte[] target, int from) {
    if (isPlain(text)) {
      return Utf8.writeAscii(text, target, from);
    }
    int at = from;
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      at = write(text.codePointAt(i), target, at);
    }
    return at;
  }

  private int write(int codePoint, byte[] target, int at) {
    int letter = letter(codePoint);
    if (letter == UNDEFINED) {
      return Utf8.write(isUnspeakable(codePoint) ? ' ' : codePoint, target, at);
    }
    target[at] = Bytes.BACKSLASH;
    target[at + 1] = (byte) letter;
    return at + 2;
  }

  private int letter(int meaning) {
    int at = meanings.indexOf(meaning);
    return at < 0 ? UNDEFINED : letters.charAt(at);
  }

  private static boolean isUnspeakable(int codePoint) {
    return codePoint == Bytes.NUL || codePoint == Bytes.LF || codePoint == Bytes.CR;
  }

  /// Whether every character is one byte that no version escapes.
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7F || c == ':' || c == '\\') {
        return false;
      }
    }
    return true;
  }
}
