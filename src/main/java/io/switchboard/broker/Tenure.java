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
  private List<String> ended = List.of(); // ids; of the thread that reads
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

  /// There is a new credential, which some subscriptions did not survive. On the thread that reads
  /// the connection.
  void renewed(@Nullable Term term, List<Refusal> lost) {
    List<Subscription> subscriptions = new ArrayList<>();
    List<Refusal> told = new ArrayList<>();
    List<String> ids = new ArrayList<>(ended);
    for (Refusal refusal : lost) {
      String id = refusal.subscription();
      Subscription subscription = id == null ? null : session.release(id);
      if (id != null && subscription != null) {
        session.refused(refusal);
        ids.add(id);
        subscriptions.add(subscription);
        told.add(refusal);
      }
    }
    ended = ids;
    Lane lane = session.lane();
    lane.execute(() -> {
      subscriptions.forEach(lane.registry()::remove);
      renew(term, told);
    });
  }

  /// What was ended since this was last asked. On the thread that reads the connection.
  List<String> takeEnded() {
    List<String> taken = ended;
    ended = List.of(); // a session that renews nothing keeps no list
    return taken;
  }

  /// The new credential allows less. The connection ends where the client cannot be told; and where
  /// what is lost was held back by the end of the old one, so that it is not known which of the
  /// frames that wait are of it. One that is over is ended by whoever said so.
  private void renew(@Nullable Term term, List<Refusal> lost) {
    boolean held = session.outbox().isHeld() && !lost.isEmpty();
    if (!held) {
      renew(term);
    }
    if (!session.isOver()
        && (held || !lost.stream().allMatch(refusal -> Refusals.tell(session, refusal)))) {
      session.closeAtOnce(
          Farewell.of(CloseCode.TOKEN, "the new token allows less: reconnect with it"));
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
