package io.switchboard.operations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Clients of nobody's that go as soon as they are told, or never, and the clock they live by.
final class Crowd implements Drain.Clients, Drain.Time {

  private final List<Drain.Client> clients = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private long nowMillis;
  private boolean stubborn;
  private long interruptAtMillis = Long.MAX_VALUE;
  private String turnedAway = "";

  /// @param atMillis when it was told
  record Told(long atMillis, boolean connected, String reason, Duration patience) {

    long retryAfter() {
      return Long.parseLong(reason.substring("restarting, retry-after=".length()));
    }
  }

  private final class Member implements Drain.Client {
    private final boolean connected;

    Member(boolean connected) {
      this.connected = connected;
    }

    @Override
    public boolean isConnected() {
      return connected;
    }

    @Override
    public void retire(String reason, Duration patience) {
      told.add(new Told(nowMillis, connected, reason, patience));
    }
  }

  Crowd come(int number, boolean connected) {
    for (int i = 0; i < number; i++) {
      clients.add(new Member(connected));
    }
    return this;
  }

  /// They hear and stay.
  Crowd stay() {
    stubborn = true;
    return this;
  }

  /// All go by themselves.
  void leave() {
    clients.clear();
  }

  /// Whoever sleeps at that time is woken.
  void interruptAt(long millis) {
    interruptAtMillis = millis;
  }

  List<Told> told() {
    return told;
  }

  /// What those who come too late hear.
  String turnedAway() {
    return turnedAway;
  }

  @Override
  public List<Drain.Client> turnAway(String reason) {
    turnedAway = reason;
    return List.copyOf(clients);
  }

  @Override
  public int left() {
    return stubborn ? clients.size() : Math.max(0, clients.size() - told.size());
  }

  @Override
  public long millis() {
    return nowMillis;
  }

  @Override
  public void sleep(long millis) throws InterruptedException {
    nowMillis += millis;
    if (nowMillis >= interruptAtMillis) {
      throw new InterruptedException("A test's own");
    }
  }
}
