package io.switchboard.broker;

import io.switchboard.history.Draft;
import java.util.function.Consumer;

/// A message broker behind this server, which several servers share: it carries what is published
/// to channels, and what is for users, from server to server and back to each session.
///
/// Safe for use by any thread.
public interface Upstream {

  /// Begins to reach for the broker, and goes on until [#stop].
  ///
  /// @param availability is told `true` when the broker can be used and `false` when it no longer
  ///   can; must not block
  void start(Consumer<Boolean> availability);

  /// Lets go of the broker.
  void stop();

  /// Opens a session's way to the broker, which ends with the session. Blocks until it is open.
  ///
  /// @throws RefusedException if it cannot be opened now
  Uplink connect(Session session);

  /// Publishes what the application sends. Waits while the broker takes nothing, but not for ever.
  ///
  /// @param draft to a channel, or to all sessions of a user
  /// @throws RefusedException if the broker is not available, or takes nothing
  void publish(Draft draft);
}
