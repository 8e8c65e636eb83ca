package io.switchboard.security;

import io.switchboard.broker.Refusal;
import io.switchboard.broker.RefusedException;
import io.switchboard.broker.Session;
import io.switchboard.broker.Term;
import io.switchboard.policy.Right;
import io.switchboard.protocol.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How long a connection may go on with what it has shown: to the end of its token, and further
/// with a new one of the same user.
final class Terms {

  private final Connections connections;
  private final Credentials credentials;
  private final Revocations revocations;
  private final ChannelRights rights;
  private final AuthProperties properties;
  private final InstantSource clock;

  Terms(
      Connections connections,
      Credentials credentials,
      Revocations revocations,
      ChannelRights rights,
      AuthProperties properties,
      InstantSource clock) {
    this.connections = connections;
    this.credentials = credentials;
    this.revocations = revocations;
    this.rights = rights;
    this.properties = properties;
    this.clock = clock;
  }

  /// The connection is this one's from now on.
  ///
  /// @throws RefusedException if the credential was taken back since it was looked at
  void begin(Session session, Identity identity) {
    connections.add(session, identity);
    if (revocations.covers(identity)) { // from here on a revocation finds the connection
      throw new RefusedException(RefusalCode.UNAUTHENTICATED, "The credential was revoked.");
    }
    Term term = term(identity);
    if (term != null) {
      session.lasts(term);
    }
  }

  /// Goes on with another token, and judges every subscription again.
  ///
  /// @throws RefusedException if it is not valid, or of somebody else; then the old one counts
  void renew(Connection connection, String token) {
    Identity renewed = accepted(credentials.check(token));
    Identity old = connection.identity();
    if (old.kind() != Identity.Kind.TOKEN || renewed.kind() != Identity.Kind.TOKEN) {
      throw new RefusedException(
          RefusalCode.FORBIDDEN, "Only a connection that was opened with a token can renew it.");
    }
    if (!Objects.equals(old.name(), renewed.name())) {
      throw new RefusedException(RefusalCode.FORBIDDEN, "The token is another user's.");
    }
    connection.renew(renewed);
    if (revocations.covers(renewed)) {
      throw new RefusedException(RefusalCode.UNAUTHENTICATED, "The credential was revoked.");
    }
    connection.session().renewed(term(renewed), lost(connection));
  }

  private static Identity accepted(Credential credential) {
    return switch (credential) {
      case Credential.Accepted accepted -> accepted.identity();
      case Credential.Rejected rejected ->
          throw new RefusedException(rejected.code(), rejected.detail());
    };
  }

  private List<Refusal> lost(Connection connection) {
    List<Refusal> lost = new ArrayList<>();
    connection
        .session()
        .channels()
        .forEach((id, channel) -> {
          try {
            rights.check(connection.identity(), Right.SUBSCRIBE, channel);
          } catch (RefusedException e) {
            lost.add(new Refusal(e.code(), e.detail(), null, id));
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
