package io.switchboard.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Hashes, which stand for credentials where they are kept and for scripts where they are allowed.
final class Hashes {

  private Hashes() {}

  /// In hexadecimal, 64 characters.
  static String sha256(String text) {
    return HexFormat.of().formatHex(sha256Bytes(text));
  }

  /// Of the text in UTF-8.
  static byte[] sha256Bytes(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
