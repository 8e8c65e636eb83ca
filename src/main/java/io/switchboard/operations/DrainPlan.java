package io.switchboard.operations;

import java.time.Duration;

/// Which clients are told to go in which second, and when each may come back. Immutable.
///
/// Those who come back are let in as groups of `rate`, one group every two seconds: a client adds
/// up to a second of its own (its jitter, and what connecting takes), and so no second sees more
/// than one group.
///
/// @param clients how many there are
/// @param rate how many may come back in any second
/// @param seconds in how many all are told, one batch in each
/// @param restartSeconds from the last batch until the server is back
record DrainPlan(int clients, int rate, int seconds, int restartSeconds) {

  /// As many digits as a page takes for a number of seconds.
  private static final long LONGEST_SECONDS = 99_999;

  private static final int GROUP_SECONDS = 2;

  /// As many seconds as the rate asks for, but no more than there are.
  ///
  /// @param time from the first batch to the last
  static DrainPlan of(int clients, int rate, Duration time, Duration restart) {
    long most = 1 + Math.max(0, time.toSeconds());
    long needed = Math.max(1, Math.ceilDiv(clients, rate));
    return new DrainPlan(
        clients, rate, (int) Math.min(needed, most), (int) Math.ceilDiv(restart.toMillis(), 1000L));
  }

  /// How many are told in a second: no more than the rate, unless there is no time for that.
  int batch() {
    return Math.ceilDiv(clients, seconds);
  }

  /// How many seconds a client is to stay away.
  ///
  /// @param index of the client, in the order in which they are told, from 0
  /// @param second in which it is told, from 0
  long retryAfterSeconds(int index, long second) {
    long group = index / rate;
    long back = seconds - 1 + restartSeconds + GROUP_SECONDS * group - second;
    return Math.clamp(back, 1, LONGEST_SECONDS);
  }

  /// The same for whoever comes when all have been told.
  long retryAfterAllSeconds() {
    return retryAfterSeconds(clients, 0);
  }
}
