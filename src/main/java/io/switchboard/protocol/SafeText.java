package io.switchboard.protocol;

/// A client's words made fit for logs and answers.
final class SafeText {
  private static final int SHOWN_CHARS = 40;
  private static final char REPLACEMENT = '\uFFFD';

  private SafeText() {}

  /// The first 40 characters in quotes, what is not printable replaced by U+FFFD.
  static String quoted(String text) {
    if (text.length() <= SHOWN_CHARS) {
      return '\'' + printable(text) + '\'';
    }
    return '\'' + printable(text.substring(0, SHOWN_CHARS)) + "...'";
  }

  /// The same text with what is not printable replaced by U+FFFD.
  static String printable(String text) {
    int[] shown = text.codePoints().map(c -> isPrintable(c) ? c : REPLACEMENT).toArray();
    return new String(shown, 0, shown.length);
  }

  /// Whether a code point is neither a control character, nor a line separator, nor half a
  /// surrogate pair, nor one that turns the direction of the text round it.
  static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
