package io.switchboard.broker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a session comes to its end: what it subscribed to is undone, the connection is closed, once
/// all was sent or at once, and has only so long to go.
///
/// Safe for use by any thread, but for what says that it is on the lane.
final class Ending {

  private final Lane lane;
  private final Outbox outbox;
  private final Liveness liveness;
  private final SubscriptionIds subscriptions;
  private volatile boolean parting;
  private byte @Nullable [] lastWord; // confined to the lane

  Ending(Lane lane, Outbox outbox, Liveness liveness, SubscriptionIds subscriptions) {
    this.lane = lane;
    this.outbox = outbox;
    this.liveness = liveness;
    this.subscriptions = subscriptions;
  }

  /// What the session subscribed to is undone, and it takes nothing more.
  void leave() {
    List<Subscription> all = subscriptions.takeAll();
    lane.execute(() -> all.forEach(lane.registry()::remove));
  }

  /// Does as [#leave] does, of a session that is about to be closed by who calls this: what is
  /// still refused to the client, which cannot listen for refusals any more, is told last of all,
  /// and is not why it ends.
  void part() {
    parting = true;
    leave();
  }

  /// Closes it once everything queued was sent.
  void close(Farewell farewell) {
    lane.execute(() ->
        liveness.closing(() -> {
          if (lastWord != null) {
            outbox.add(SharedFrame.forOne(lastWord));
          }
          outbox.close(farewell);
        }));
  }

  /// Closes it without sending what waits. On the lane.
  void closeAtOnce(Farewell farewell) {
    liveness.closing(() -> outbox.closeAtOnce(farewell));
  }

  /// Closes it as [#close] does, with an ERROR before. It is over from now on.
  void fail(byte[] error, Farewell farewell) {
    leave(); // at once: what the client said after that does not count
    lane.execute(() -> failNow(error, farewell));
  }

  /// On the lane.
  void failNow(byte[] error, Farewell farewell) {
    if (parting) {
      lastWord = error;
      return;
    }
    liveness.closing(() -> {
      outbox.add(SharedFrame.forOne(error));
      outbox.close(farewell);
    });
  }

  /// Has the transport's close frame be the last that is sent.
  ///
  /// @param after runs on the lane when it was written, or can no longer be
  void last(byte[] frame, Runnable after) {
    lane.execute(() -> liveness.closing(() -> outbox.addLast(SharedFrame.forOne(frame), after)));
  }
}
