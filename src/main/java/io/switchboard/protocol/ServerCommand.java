package io.switchboard.protocol;

/// What a server says. The constant's name is the command's text on the wire.
public enum ServerCommand {
  CONNECTED,
  MESSAGE,
  RECEIPT,
  ERROR
}
