package io.switchboard.security;

/// Whether a request may come from where it does.
sealed interface OriginVerdict {

  /// From this server's own pages, or from no page.
  record Own() implements OriginVerdict {}

  /// From pages of another server that are allowed to, which need CORS headers to read the answer.
  record Listed() implements OriginVerdict {}

  /// @param sentence for whoever sent it: what is wrong, and what would allow it
  record Refused(String sentence) implements OriginVerdict {}
}
