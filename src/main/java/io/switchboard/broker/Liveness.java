package io.switchboard.broker;

import io.switchboard.protocol.CloseCode;

/// Watches one session's clock: CONNECT in time, heart-beats both ways, writes that do not end,
/// closes that do not end.
///
/// A client that is silent is asked first, with a PING where the wire has one, since a hidden tab
/// may send a heart-beat a minute and still answer at once.
///
/// Confined to the session's lane, but for what it hears.
final class Liveness extends DeadlineWheel.Deadline {

  /// What a silent client gets to answer a PING, at the least.
  private static final long PONG_MILLIS = 5_000;

  /// Browsers slow the timers of hidden pages down to one a minute; a client that cannot be asked
  /// is not judged before that.
  private static final long THROTTLED_MILLIS = 90_000;

  private static final long NEVER = Long.MAX_VALUE;

  /// How soon a client is looked at again whose CONNECT the server may not have read yet.
  private static final long BEHIND_MILLIS = 1_000;

  /// How many connect timeouts a client gets at the most while the server is behind.
  static final int BEHIND_TIMEOUTS = 6;

  private static final long FOREVER_MILLIS = 3_600_000;

  private enum Phase {
    CONNECTING,
    CONNECTED,
    CLOSING,
    OVER
  }

  private final Session session;
  private final Lane lane;
  private final Wire wire;
  private final Codec codec;
  private final Outbox outbox;
  private final SessionSettings settings;
  private final long latestConnectMillis;
  private Phase phase = Phase.CONNECTING;
  private HeartBeat heartBeat = HeartBeat.NONE;
  private long phaseEndsMillis;
  private long askedMillis = NEVER;
  private long beatMillis;
  private volatile long heardMillis;
  private volatile boolean busy;

  /// @param session has its lane and its codec
  Liveness(Session session, Wire wire, Outbox outbox, SessionSettings settings) {
    this.session = session;
    this.lane = session.lane();
    this.wire = wire;
    this.codec = session.codec();
    this.outbox = outbox;
    this.settings = settings;
    this.heardMillis = lane.now();
    long timeout = settings.connectTimeout().toMillis();
    this.phaseEndsMillis = heardMillis + timeout;
    this.latestConnectMillis = heardMillis + BEHIND_TIMEOUTS * timeout;
  }

  /// Begins to watch.
  void begin() {
    if (phase != Phase.OVER) {
      lane.wheel().set(this, nextMillis());
    }
  }

  /// From any thread.
  void heard() {
    heardMillis = lane.now();
  }

  /// From any thread.
  boolean isBusy() {
    return busy;
  }

  /// From any thread.
  void busy(boolean busy) {
    this.busy = busy;
    heardMillis = lane.now();
  }

  void connected(HeartBeat agreed) {
    if (phase == Phase.CONNECTING) {
      phase = Phase.CONNECTED;
      phaseEndsMillis = NEVER;
      heartBeat = agreed;
      begin();
    }
  }

  /// Does what closes the session, which is over with that, and gives it only so long to end.
  void closing(Runnable close) {
    close.run();
    if (phase == Phase.CONNECTING || phase == Phase.CONNECTED) {
      session.leave();
      phase = Phase.CLOSING;
      phaseEndsMillis = lane.now() + settings.closeTimeout().toMillis();
      begin();
    }
  }

  void end() {
    phase = Phase.OVER;
    lane.wheel().cancel(this);
  }

  @Override
  void due(long nowMillis) {
    try {
      if (nowMillis >= phaseEndsMillis) {
        phaseEnded();
      } else if (phase == Phase.CONNECTED) {
        watch(nowMillis);
      }
    } finally {
      begin();
    }
  }

  private void phaseEnded() {
    if (phase == Phase.CONNECTING && lane.now() < latestConnectMillis && isBehind()) {
      phaseEndsMillis = lane.now() + BEHIND_MILLIS;
    } else if (phase == Phase.CONNECTING) {
      closing(() -> outbox.close(Farewell.of(CloseCode.CONNECT_TIMEOUT)));
    } else {
      phaseEndsMillis = NEVER;
      wire.abort();
    }
  }

  /// Whether it may be the server that is late: it reads or carries out what the client said.
  private boolean isBehind() {
    return busy || wire.hasUnread();
  }

  private void watch(long nowMillis) {
    if (nowMillis >= stuckMillis()) {
      closing(() -> outbox.closeAtOnce(CloseCode.TOO_SLOW));
      return;
    }
    if (nowMillis >= nextBeatMillis()) {
      beatMillis = nowMillis;
      outbox.add(SharedFrame.forOne(codec.heartBeat()));
    }
    listen(nowMillis);
  }

  private void listen(long nowMillis) {
    boolean answered = heardMillis >= askedMillis; // it may take less than a millisecond
    if (busy || answered || outbox.isHeld()) {
      askedMillis = NEVER;
    }
    if (nowMillis < silentMillis()) {
      return;
    }
    if (wire.canPing() && askedMillis == NEVER) {
      askedMillis = nowMillis;
      wire.ping();
    } else {
      closing(() -> outbox.closeAtOnce(CloseCode.SILENT));
    }
  }

  /// When to look again, at the latest after a send timeout: a write may begin at any time.
  private long nextMillis() {
    if (phase != Phase.CONNECTED) {
      return phaseEndsMillis == NEVER ? lane.now() + FOREVER_MILLIS : phaseEndsMillis;
    }
    long latest = Math.min(stuckMillis(), lane.now() + settings.sendTimeout().toMillis());
    return Math.min(latest, Math.min(nextBeatMillis(), silentMillis()));
  }

  private long stuckMillis() {
    return outbox.isWriting() ? outbox.writtenMillis() + settings.sendTimeout().toMillis() : NEVER;
  }

  /// A tenth before it is due, since it has a way to go. What is being written serves as one.
  private long nextBeatMillis() {
    int interval = heartBeat.sendMillis();
    if (interval == 0) {
      return NEVER;
    }
    long last = outbox.isWriting() ? lane.now() : Math.max(beatMillis, outbox.writtenMillis());
    return last + interval - interval / 10;
  }

  /// When the client has been silent for long enough to be asked, or, if it was, to be given up.
  /// The clock stands while nothing is read from it, and while it cannot be asked, since nothing is
  /// sent.
  private long silentMillis() {
    if (outbox.isHeld()) {
      return NEVER;
    }
    int interval = heartBeat.expectMillis();
    long heard = busy ? lane.now() : heardMillis;
    if (!wire.canPing()) {
      return interval == 0 ? NEVER : heard + Math.max(3L * interval, THROTTLED_MILLIS);
    }
    if (askedMillis != NEVER) {
      return askedMillis + Math.max(PONG_MILLIS, interval / 2);
    }
    return heard + (interval == 0 ? settings.idlePing().toMillis() : interval + interval / 2);
  }
}
