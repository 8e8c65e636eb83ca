package io.switchboard.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.switchboard.protocol.CloseCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes back what was given out: every connection of a user, or by a token, is closed with 4401 at
/// once, and what it was opened with opens none again. In force on this node, until it stops: a
/// token without `iat` whose `exp` is too far ahead is accepted later, so none is forgotten before
/// it is known to have ended.
///
/// Safe for use by any thread, a lane's excepted.
public final class Revocations {

  private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);

  private static final int MOST = 1_000_000;

  static final String REASON = "the credential was revoked";

  private final Connections connections;
  private final InstantSource clock;
  private final Cache<String, Instant> users; // name -> since when older credentials are void
  private final Cache<String, Instant> tokens; // as Identity#credential has it -> when it ends

  Revocations(Connections connections, InstantSource clock) {
    this.connections = connections;
    this.clock = clock;
    this.users = bounded().build();
    this.tokens = bounded().expireAfter(Expiry.writing(this::untilItEnds)).build();
  }

  /// A token is refused after its end without being remembered.
  private Duration untilItEnds(String token, Instant end) {
    return Duration.between(clock.instant(), end);
  }

  private static Caffeine<Object, Object> bounded() {
    return Caffeine.newBuilder().maximumSize(MOST).removalListener(Revocations::forgotten);
  }

  private static void forgotten(@Nullable Object key, @Nullable Object when, RemovalCause cause) {
    if (cause == RemovalCause.SIZE) {
      LOG.error("More than {} revocations: one was forgotten before its time", MOST);
    }
  }

  /// Voids everything this user has shown or could show that was given out until now: tokens issued
  /// before, sign-ins before. What is given out from now on is good; a token that does not say when
  /// it was issued is not. Times are compared in whole seconds, as tokens have them. A token by
  /// which a connection goes is void whatever time it says, since its issuer's clock may be ahead.
  ///
  /// @return how many connections were closed
  public int revokeUser(String name) {
    users.put(name, clock.instant());
    return close(identity -> name.equals(identity.name()));
  }

  /// Voids one token, or an API key.
  ///
  /// @param id its `jti`; of one that has none, `sha256:` and its SHA-256 in hexadecimal; of an API
  ///   key `api-key:` and its name
  /// @return how many connections were closed
  public int revokeToken(String id) {
    if (id.startsWith(ApiKeys.NAME)) {
      users.put(id, clock.instant());
    } else {
      tokens.put(id, Instant.MAX); // nobody knows when it ends
    }
    return close(identity -> id.equals(identity.credential()));
  }

  /// Closes one connection, and voids the token it goes by. One that it was renewed from is good
  /// until it ends.
  ///
  /// @param id as CONNECTED has it in its header `session`
  /// @return how many connections were closed, none if there is none of that id
  public int revokeSession(String id) {
    Connection connection = connections.find(id);
    if (connection == null) {
      return 0;
    }
    putOut(connection);
    return 1;
  }

  /// Whether this was taken back.
  boolean covers(Identity identity) {
    String credential = identity.credential();
    if (credential != null && tokens.getIfPresent(credential) != null) {
      return true;
    }
    String name = identity.name();
    Instant since = name == null ? null : users.getIfPresent(name);
    return since != null && !isLater(identity.issued(), since);
  }

  private static boolean isLater(@Nullable Instant issued, Instant since) {
    return issued != null && issued.getEpochSecond() > since.getEpochSecond();
  }

  private int close(Predicate<Identity> which) {
    int closed = 0;
    for (Connection connection : connections.all()) {
      if (which.test(connection.identity())) {
        putOut(connection);
        closed++;
      }
    }
    return closed;
  }

  private void putOut(Connection connection) {
    Identity identity = connection.identity();
    if (identity.kind() == Identity.Kind.TOKEN && identity.credential() != null) {
      Instant end = identity.expires() == null ? Instant.MAX : identity.expires();
      tokens.put(identity.credential(), end); // first, or it would come back meanwhile
    }
    connection.session().putOut(CloseCode.TOKEN, REASON);
  }
}
