package io.switchboard.broker;

import io.switchboard.protocol.RefusalCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The subscriptions of one session by the ids its client gave them, until the session is over.
///
/// Guarded by itself.
final class SubscriptionIds {

  private final int limit;
  private @Nullable Map<String, Subscription> subscriptions; // id -> subscription
  private boolean over;

  /// @param limit how many there may be at a time
  SubscriptionIds(int limit) {
    this.limit = limit;
  }

  /// Whether [#takeAll] was called: there are none from then on.
  synchronized boolean isOver() {
    return over;
  }

  /// Takes the id for the subscription.
  ///
  /// @return `false` if it is over
  /// @throws RefusedException if the id is taken or there are too many
  synchronized boolean claim(String id, Subscription subscription) {
    if (over) {
      return false;
    }
    if (subscriptions == null) {
      subscriptions = new HashMap<>(4);
    }
    if (subscriptions.size() >= limit) {
      throw new RefusedException(
          RefusalCode.LIMIT_REACHED, "A session may have " + limit + " subscriptions at a time.");
    }
    if (subscriptions.putIfAbsent(id, subscription) != null) {
      throw new RefusedException(
          RefusalCode.DUPLICATE_SUBSCRIPTION,
          "This session already has a subscription of that id.");
    }
    return true;
  }

  synchronized boolean isTaken(String id) {
    return subscriptions != null && subscriptions.containsKey(id);
  }

  /// Gives the id back.
  ///
  /// @return what it was taken for, `null` for nothing
  synchronized @Nullable Subscription release(String id) {
    return subscriptions == null ? null : subscriptions.remove(id);
  }

  /// Gives all ids back, for good.
  synchronized List<Subscription> takeAll() {
    over = true;
    List<Subscription> all =
        subscriptions == null ? List.of() : new ArrayList<>(subscriptions.values());
    subscriptions = null;
    return all;
  }

  /// Any subscription to that stream or pattern.
  synchronized @Nullable Subscription find(String target) {
    if (subscriptions == null) {
      return null;
    }
    for (Subscription subscription : subscriptions.values()) {
      if (subscription.target().equals(target)) {
        return subscription;
      }
    }
    return null;
  }

  /// Ids to channels or patterns, user destinations left out.
  synchronized Map<String, String> channels() {
    Map<String, String> channels = new HashMap<>();
    if (subscriptions != null) {
      subscriptions.forEach((id, subscription) -> {
        if (!UserChannel.is(subscription.target())) {
          channels.put(id, subscription.target());
        }
      });
    }
    return channels;
  }
}
