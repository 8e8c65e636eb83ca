package io.switchboard.broker;

import io.switchboard.protocol.CloseCode;
import io.switchboard.protocol.RefusalCode;

/// Ends what a session is sent when its credential does: warns the client, then holds its outbox,
/// then closes the connection unless a new credential came.
///
/// Confined to the session's lane.
final class Expiry extends DeadlineWheel.Deadline {

  /// What the client is closed with that showed no new one.
  static final Farewell FAREWELL = Farewell.of(CloseCode.TOKEN, "the token has expired");

  private enum Phase {
    LASTING,
    WARNED,
    HELD,
    OVER
  }

  private final Session session;
  private final long endsMillis;
  private final Term term;
  private Phase phase = Phase.LASTING;
  private boolean told;

  Expiry(Session session, Term term) {
    this.session = session;
    this.term = term;
    this.endsMillis = session.lane().now() + Math.max(0, term.left().toMillis());
  }

  void begin() {
    due(session.lane().now());
  }

  void end() {
    phase = Phase.OVER;
    session.lane().wheel().cancel(this);
  }

  @Override
  void due(long nowMillis) {
    if (phase == Phase.LASTING && nowMillis >= warnsMillis()) {
      phase = Phase.WARNED;
      warn(nowMillis);
    }
    if (phase == Phase.WARNED && nowMillis >= endsMillis) {
      phase = Phase.HELD;
      session.outbox().hold();
    }
    if (phase == Phase.HELD && nowMillis >= closesMillis()) {
      phase = Phase.OVER;
      session.closeAtOnce(FAREWELL);
    }
    if (phase != Phase.OVER) {
      session.lane().wheel().set(this, nextMillis());
    }
  }

  /// The client may hear of warnings only now.
  void subscribed() {
    if (phase == Phase.WARNED && !told) {
      warn(session.lane().now());
    }
  }

  private void warn(long nowMillis) {
    if (nowMillis < endsMillis) {
      String detail =
          "The token expires in "
              + Math.ceilDiv(endsMillis - nowMillis, 1000L)
              + " s. Send a new one to /session/token.";
      told = Refusals.tell(session, new Refusal(RefusalCode.TOKEN_EXPIRING, detail, null, null));
    }
  }

  private long nextMillis() {
    return switch (phase) {
      case LASTING -> warnsMillis();
      case WARNED -> endsMillis;
      case HELD, OVER -> closesMillis();
    };
  }

  private long warnsMillis() {
    return endsMillis - term.warning().toMillis();
  }

  private long closesMillis() {
    return endsMillis + term.grace().toMillis();
  }
}
