package io.switchboard.broker;

import java.time.Duration;

/// Closes a session whose client is listened to no more, as soon as what it asked for before was
/// carried out.
///
/// Looks once a tick of the wheel while a frame is being carried out, which therefore pays nothing
/// for it. Confined to the session's lane.
final class Retirement extends DeadlineWheel.Deadline {

  private final Session session;
  private final Farewell farewell;
  private final long patienceMillis;
  private long latestMillis;

  /// @param patience how long to wait for a frame that is being carried out
  Retirement(Session session, Farewell farewell, Duration patience) {
    this.session = session;
    this.farewell = farewell;
    this.patienceMillis = patience.toMillis();
  }

  void begin() {
    latestMillis = session.lane().now() + patienceMillis;
    due(session.lane().now());
  }

  @Override
  void due(long nowMillis) {
    if (session.isBusy() && nowMillis < latestMillis) {
      session.lane().wheel().set(this, nowMillis + DeadlineWheel.TICK_MILLIS);
    } else {
      session.close(farewell);
    }
  }
}
