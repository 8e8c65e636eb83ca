package io.switchboard.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The header names that clients send all the time, found by their bytes, so that reading one makes
/// no garbage. Immutable.
final class KnownNames {
  private static final List<String> NAMES =
      List.of(
          "accept-version",
          "ack",
          "authorization",
          "Authorization",
          "content-length",
          "content-type",
          "correlation-id",
          "destination",
          "echo",
          "heart-beat",
          "host",
          "id",
          "idempotency-key",
          "login",
          "message-id",
          "passcode",
          "persistent",
          "priority",
          "receipt",
          "rewind",
          "selector",
          "since",
          "subscription",
          "transaction",
          "volatile");

  private static final int SLOTS = 128; // a power of two, several times the names
  private static final @Nullable String[] TABLE = new String[SLOTS];

  static {
    NAMES.forEach(KnownNames::put);
  }

  private KnownNames() {}

  /// The name that the bytes spell, `null` if it is not one of these.
  ///
  /// @param to at least one more than from
  static @Nullable String find(byte[] bytes, int from, int to) {
    int slot = slot(to - from, bytes[from], bytes[to - 1]);
    String name = TABLE[slot];
    while (name != null && !Bytes.equal(name, bytes, from, to)) {
      slot = (slot + 1) % SLOTS;
      name = TABLE[slot];
    }
    return name;
  }

  private static void put(String name) {
    int slot = slot(name.length(), name.charAt(0), name.charAt(name.length() - 1));
    while (TABLE[slot] != null) {
      slot = (slot + 1) % SLOTS;
    }
    TABLE[slot] = name;
  }

  private static int slot(int length, int first, int last) {
    return (length * 31 + first * 7 + last) & (SLOTS - 1);
  }
}
