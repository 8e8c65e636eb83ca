package io.switchboard.security;

import io.switchboard.broker.Session;
import java.util.HashSet;
import java.util.Set;

/// A session together with who it is. Who it is changes when its token is renewed.
///
/// What it may publish is confined to the thread that reads its connection.
final class Connection {

  /// A client that publishes to more channels than that is judged again for each message.
  private static final int MOST_REMEMBERED = 64;

  private final Session session;
  private volatile Identity identity;
  private volatile long expiresMillis;
  private Set<String> publishes = Set.of();
  private long nextRenewalMillis;

  Connection(Session session, Identity identity) {
    this.session = session;
    this.identity = identity;
    this.expiresMillis = expiresMillis(identity);
  }

  Session session() {
    return session;
  }

  Identity identity() {
    return identity;
  }

  /// It has shown a new credential; what it may do is to be judged again.
  void renew(Identity renewed) {
    identity = renewed;
    expiresMillis = expiresMillis(renewed);
    publishes = Set.of();
  }

  /// Once in a second: each has a signature verified, and all subscriptions judged.
  boolean mayRenew(long nowMillis) {
    if (nowMillis < nextRenewalMillis) {
      return false;
    }
    nextRenewalMillis = nowMillis + 1_000;
    return true;
  }

  boolean isExpired(long nowMillis) {
    return nowMillis >= expiresMillis;
  }

  /// Whether it is known that it may publish there.
  boolean mayPublish(String destination) {
    return publishes.contains(destination);
  }

  void rememberPublish(String destination) {
    if (publishes.isEmpty() || publishes.size() >= MOST_REMEMBERED) {
      publishes = new HashSet<>(4);
    }
    publishes.add(destination);
  }

  private static long expiresMillis(Identity identity) {
    return identity.expires() == null ? Long.MAX_VALUE : identity.expires().toEpochMilli();
  }
}
