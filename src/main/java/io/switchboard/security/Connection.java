package io.switchboard.security;

import io.switchboard.broker.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// A session together with who it is. Who it is changes when its token is renewed.
///
/// What it may publish is confined to the thread that reads its connection.
final class Connection {

  /// A client that publishes to more channels than that is judged again for each message.
  private static final int MOST_REMEMBERED = 64;

  private final Session session;
  private volatile Identity identity;
  private volatile long expiresMillis;
  private Map<String, LongAdder> publishes = Map.of(); // destination -> counts what is sent there
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
    publishes = Map.of();
  }

  /// The HTTP session that it hangs on, if it is this one, is to be had in another way now.
  void follow(LoginSession session) {
    Identity known = identity;
    LoginSession old = known.httpSession();
    if (old != null && old.id().equals(session.id())) {
      identity = known.with(session);
    }
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

  /// What counts its messages there, `null` where it is not known that it may publish there.
  @Nullable LongAdder publishes(String destination) {
    return publishes.get(destination);
  }

  void rememberPublish(String destination, LongAdder count) {
    if (publishes.isEmpty() || publishes.size() >= MOST_REMEMBERED) {
      publishes = new HashMap<>(4);
    }
    publishes.put(destination, count);
  }

  private static long expiresMillis(Identity identity) {
    return identity.expires() == null ? Long.MAX_VALUE : identity.expires().toEpochMilli();
  }
}
