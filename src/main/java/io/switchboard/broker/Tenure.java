package io.switchboard.broker;

import io.switchboard.protocol.CloseCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long a session may stay: as long as its credential lasts, if that has an end.
///
/// Confined to the session's lane, but for what says otherwise.
final class Tenure {

  private final Session session;
  private @Nullable Expiry expiry;

  Tenure(Session session) {
    this.session = session;
  }

  /// @param term `null` for as long as the connection lasts
  void renew(@Nullable Term term) {
    end();
    expiry = null;
    session.outbox().letGo();
    if (term != null && session.outbox().isOpen()) {
      expiry = new Expiry(session, term);
      expiry.begin();
    }
  }

  /// There is a new credential, which some subscriptions did not survive. From any thread.
  void renewed(@Nullable Term term, List<Refusal> lost) {
    List<Subscription> ended = new ArrayList<>();
    for (Refusal refusal : lost) {
      String id = refusal.subscription();
      Subscription subscription = id == null ? null : session.release(id);
      if (subscription != null) {
        ended.add(subscription);
      }
    }
    Lane lane = session.lane();
    lane.execute(() -> {
      ended.forEach(lane.registry()::remove);
      renew(term, lost);
    });
  }

  /// The new credential allows less. Where what is lost was held back by the end of the old one, so
  /// that it is not known which of the frames that wait are of it, the connection ends.
  private void renew(@Nullable Term term, List<Refusal> lost) {
    if (session.outbox().isHeld() && !lost.isEmpty()) {
      session.closeAtOnce(
          Farewell.of(CloseCode.TOKEN, "the new token allows less: reconnect with it"));
    } else {
      renew(term);
      lost.forEach(refusal -> Refusals.tell(session, refusal));
    }
  }

  /// Something was subscribed to.
  void subscribed() {
    if (expiry != null) {
      expiry.subscribed();
    }
  }

  void end() {
    if (expiry != null) {
      expiry.end();
    }
  }
}
