package io.switchboard.demo;

import io.switchboard.broker.RefusedException;
import io.switchboard.protocol.RefusalCode;
import java.text.Normalizer;
import java.util.regex.Pattern;

/// The name of a chat room: one segment of a channel's name, 1 to 40 letters and digits of any
/// script, `_` and `-`, in Unicode's form NFC as all channels' names are. Spring makes one of a
/// destination's variable, which alone would let `rooms.a.b.say` be said in a room `a.b`.
record Room(String name) {
  /// Marks are the vowels of scripts like Devanagari.
  private static final Pattern NAME =
      Pattern.compile(
          "(?!\\p{M})(?:[\\p{L}\\p{Nd}_-]|[\\p{Mn}\\p{Mc}&&[^\\p{IsInherited}]]){1,40}");

  /// Public, since Spring's conversion finds no other.
  public Room {
    if (!NAME.matcher(name).matches() || !Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
      throw new RefusedException(
          RefusalCode.UNKNOWN_DESTINATION,
          "A room's name is 1 to 40 letters, digits, '_' and '-'.");
    }
  }
}
