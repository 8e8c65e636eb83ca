package io.switchboard.broker;

import io.switchboard.history.Draft;
import org.jspecify.annotations.Nullable;

/// One session's way to the [Upstream] broker, whose messages go to the session by themselves.
///
/// What is asked of the broker is carried out in its order. A receipt is sent to the session when
/// the broker has carried out what asked for it.
public interface Uplink {

  /// What is to come, and how.
  ///
  /// @param id of the subscription, which is not in use
  /// @param stream a channel's name, a pattern, or a user's stream as [Draft#channel()] has it
  /// @param named what messages name as their subscription, `null` for nothing
  /// @param destination what messages name as their destination; `null` for that of their channel
  /// @param acknowledged whether messages need an `ack` header
  record Wish(
      String id,
      String stream,
      @Nullable String named,
      @Nullable String destination,
      boolean acknowledged) {}

  /// Has the session get what is published to a channel, to channels of a pattern, or to a user.
  /// Waits until it does.
  ///
  /// @throws RefusedException if the broker did not answer; then the session is being closed. Where
  ///   the broker refused, or was lost, the session was told already and nothing is thrown
  void subscribe(Wish wish, @Nullable String receipt);

  /// Ends a subscription.
  ///
  /// @return `false` if there is none of that id, in which case no receipt is sent
  boolean unsubscribe(String id, @Nullable String receipt);

  /// Publishes what the client sent to a channel. Waits while the broker takes nothing.
  void publish(Draft draft, @Nullable String receipt);

  /// Waits until the broker has carried out all that was asked of it, and takes leave of it.
  ///
  /// @throws RefusedException if it did not do so in time; then the session is no good any more
  void flush();

  /// Whether the broker has yet to carry out something that asked for a receipt.
  boolean isBusy();
}
