package io.switchboard.history;

/// A publication's place, unique in the server: `epoch-offset`.
///
/// The offset counts a channel's publications from 1 with no holes. The epoch is a random word that
/// names one life of that channel's stream; a position means nothing in another epoch.
///
/// Immutable.
///
/// @param epoch letters and digits, never empty
/// @param offset 1 or more
public record Position(String epoch, long offset) {

  @Override
  public String toString() {
    return epoch + '-' + offset;
  }
}
