package io.switchboard.protocol;

/// The kind of what a client got wrong, coarse enough to choose a close code by.
public enum ProtocolFault {
  /// Not a STOMP frame: no colon, bad escape, wrong `content-length`, a body where none may be.
  MALFORMED,
  /// Over one of the [FrameLimits].
  TOO_LARGE,
  /// A command that no client of STOMP 1.0 to 1.2 sends.
  UNKNOWN_COMMAND,
  /// Headers that are not UTF-8.
  BAD_ENCODING
}
