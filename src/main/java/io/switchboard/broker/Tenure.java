package io.switchboard.broker;

import io.switchboard.protocol.CloseCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long a session may stay: as long as its credential lasts, if that has an end.
///
/// Confined to the session's lane.
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

  /// The new credential allows less. Where what is lost was held back by the end of the old one, so
  /// that it is not known which of the frames that wait are of it, the connection ends.
  void renew(@Nullable Term term, List<Refusal> lost) {
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
