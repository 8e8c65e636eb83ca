package io.switchboard.security;

import io.switchboard.broker.Refusal;
import io.switchboard.broker.RefusedException;
import io.switchboard.broker.Session;
import io.switchboard.broker.Term;
import io.switchboard.policy.Right;
import io.switchboard.protocol.CloseCode;
import io.switchboard.protocol.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How long a connection may go on with what it has shown: to the end of its token, and further
/// with a new one of the same user.
final class Terms {

  private static final Logger LOG = LoggerFactory.getLogger(Terms.class);

  private final Connections connections;
  private final SignIns signIns;
  private final Credentials credentials;
  private final Revocations revocations;
  private final ChannelRights rights;
  private final AuthProperties properties;
  private final InstantSource clock;

  Terms(
      Connections connections,
      SignIns signIns,
      Credentials credentials,
      Revocations revocations,
      ChannelRights rights,
      AuthProperties properties,
      InstantSource clock) {
    this.connections = connections;
    this.signIns = signIns;
    this.credentials = credentials;
    this.revocations = revocations;
    this.rights = rights;
    this.properties = properties;
    this.clock = clock;
  }

  /// The connection is this one's from now on.
  ///
  /// @throws RefusedException if the credential was taken back, or has ended, since it was looked
  ///   at
  void begin(Session session, Identity identity) {
    connections.add(session, identity); // from here on a revocation or a sign-out finds it
    credentials.unlessRevoked(identity).identityOrRefuse();
    if (signIns.hasEnded(identity.httpSession())) {
      throw new RefusedException(RefusalCode.UNAUTHENTICATED, "The sign-in has ended.");
    }
    Term term = term(identity);
    if (term != null && !term.left().isPositive()) {
      throw new RefusedException(RefusalCode.TOKEN_EXPIRED, "The token has expired.");
    }
    if (term != null) {
      session.lasts(term);
    }
  }

  /// Goes on with another token, and judges every subscription again. With the same token nothing
  /// changes.
  ///
  /// @throws RefusedException if it is not valid, of somebody else, or the second in a second; then
  ///   the old one counts
  void renew(Connection connection, String token) {
    if (!connection.mayRenew(clock.millis())) {
      throw new RefusedException(
          RefusalCode.RATE_LIMITED, "One token a second is enough.", Duration.ofSeconds(1));
    }
    Identity renewed = credentials.check(token).identityOrRefuse();
    Identity old = connection.identity();
    if (old.kind() != Identity.Kind.TOKEN || renewed.kind() != Identity.Kind.TOKEN) {
      throw new RefusedException(
          RefusalCode.FORBIDDEN, "Only a connection that was opened with a token can renew it.");
    }
    if (!Objects.equals(old.name(), renewed.name())) {
      throw new RefusedException(RefusalCode.FORBIDDEN, "The token is another user's.");
    }
    if (!renewed.equals(old)) {
      change(connection, renewed);
    }
  }

  private void change(Connection connection, Identity renewed) {
    List<Refusal> lost = lost(connection.session(), renewed);
    connection.renew(renewed);
    if (revocations.covers(renewed)) { // only now would a revocation have found it
      connection.session().putOut(CloseCode.TOKEN, Revocations.REASON);
    } else {
      connection.session().renewed(term(renewed), lost);
    }
  }

  /// What a bean of the application cannot decide is lost, too.
  private List<Refusal> lost(Session session, Identity renewed) {
    List<Refusal> lost = new ArrayList<>();
    session
        .channels()
        .forEach((id, channel) -> {
          try {
            rights.check(renewed, Right.SUBSCRIBE, channel);
          } catch (RefusedException e) {
            lost.add(new Refusal(e.code(), e.detail(), null, id));
          } catch (RuntimeException e) {
            LOG.error("It could not be decided who may subscribe; nobody may", e);
            lost.add(new Refusal(RefusalCode.FORBIDDEN, "It could not be decided.", null, id));
          }
        });
    return lost;
  }

  private @Nullable Term term(Identity identity) {
    Instant expires = identity.expires();
    return expires == null
        ? null
        : new Term(
            Duration.between(clock.instant(), expires),
            properties.expiryWarning(),
            properties.expiryGrace());
  }
}
