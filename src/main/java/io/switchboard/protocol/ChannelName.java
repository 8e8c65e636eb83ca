package io.switchboard.protocol;

import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/// What a channel or queue may be called: dot-separated segments of letters and digits of any
/// script, `_` and `-`, in NFC, at most 200 bytes of UTF-8.
///
/// Scripts like Devanagari and Thai write vowels as combining marks, so a mark that belongs to one
/// script counts as a letter, though not at the beginning of a segment. Marks that go with any
/// script (U+0301, variation selectors) do not: they would allow names that look alike.
final class ChannelName {
  static final String ONE_SEGMENT = "*";
  static final String ANY_SEGMENTS = "#";

  private static final int MAX_BYTES = 200;

  private ChannelName() {}

  /// What is wrong with a name, as a sentence for the client; `null` if nothing is.
  static @Nullable String fault(String name) {
    return hasWildcard(name)
        ? "A name has no wildcards here: * and # are for subscriptions to /topic/"
        : faultOfPattern(name);
  }

  /// The same for a name some of whose segments may be `*` or `#`.
  static @Nullable String faultOfPattern(String name) {
    if (isTooLong(name)) {
      return "A name has at most " + MAX_BYTES + " bytes";
    }
    if (!Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
      return "A name is in Unicode's normalization form NFC";
    }
    return faultOfSegments(name);
  }

  /// Whether a name without fault has a segment `*` or `#`.
  static boolean hasWildcard(String name) {
    return name.indexOf('*') >= 0 || name.indexOf('#') >= 0;
  }

  private static boolean isTooLong(String name) {
    return name.length() > MAX_BYTES
        || (3 * name.length() > MAX_BYTES
            && name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES);
  }

  private static @Nullable String faultOfSegments(String name) {
    int from = 0;
    while (from <= name.length()) {
      int dot = name.indexOf('.', from);
      int to = dot < 0 ? name.length() : dot;
      if (from == to) {
        return "A name has no empty segment";
      }
      if (!isSegment(name, from, to)) {
        return "A name's segments are letters, digits, _ and -, or one wildcard";
      }
      from = to + 1;
    }
    return null;
  }

  private static boolean isSegment(String name, int from, int to) {
    if (to - from == 1 && hasWildcard(name.substring(from, to))) {
      return true;
    }
    int at = from;
    while (at < to) {
      int c = name.codePointAt(at);
      if (!isNameCharacter(c) && (at == from || !isMarkOfOneScript(c))) {
        return false;
      }
      at += Character.charCount(c);
    }
    return true;
  }

  private static boolean isNameCharacter(int c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  private static boolean isMarkOfOneScript(int c) {
    int type = Character.getType(c);
    boolean isMark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    return isMark && UnicodeScript.of(c) != UnicodeScript.INHERITED;
  }
}
