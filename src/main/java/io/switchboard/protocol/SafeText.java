package io.switchboard.protocol;

/// A client's words made fit for logs and answers.
public final class SafeText {
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
  public static String printable(String text) {
    int[] shown = text.codePoints().map(c -> isPrintable(c) ? c : REPLACEMENT).toArray();
    return new String(shown, 0, shown.length);
  }

  /// Whether all of it is printable.
  public static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      int c = text.codePointAt(i);
      if ((c < ' ' || c > '~') && !isPrintable(c)) {
        return false;
      }
    }
    return true;
  }

  /// Whether a code point is neither a control character, nor a line separator, nor half a
  /// surrogate pair, nor one that turns the direction of the text round it.
  public static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      case Character.FORMAT -> !turnsDirection(codePoint);
      default -> true;
    };
  }

  /// What makes the rest of a line stand where it is not (Unicode Standard Annex 9, "Directional
  /// Formatting Characters").
  private static boolean turnsDirection(int codePoint) {
    return (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }
}
