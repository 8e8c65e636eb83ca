package io.switchboard.security;

import io.switchboard.policy.Caller;
import io.switchboard.protocol.RefusalCode;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/// Finds out who somebody is by what they show, and forgets it: nothing here keeps a secret.
public final class Credentials {

  private static final String BEARER = "bearer ";

  private final Tokens tokens;
  private final ApiKeys apiKeys;
  private final Revocations revocations;
  private final boolean anonymous;

  Credentials(Tokens tokens, ApiKeys apiKeys, Revocations revocations, boolean anonymous) {
    this.tokens = tokens;
    this.apiKeys = apiKeys;
    this.revocations = revocations;
    this.anonymous = anonymous;
  }

  /// What an `Authorization` header of HTTP or of CONNECT holds, `null` where it is none of ours.
  public static @Nullable String bearer(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return null;
    }
    return authorization.substring(BEARER.length()).strip();
  }

  /// A token, or the key of a backend. May block, where the keys of an issuer must be fetched.
  public Credential check(String shown) {
    if (shown.startsWith(ApiKeys.PREFIX)) {
      Identity backend = apiKeys.find(shown);
      return backend == null
          ? Credential.invalid("The API key is not valid.")
          : unlessRevoked(backend);
    }
    Credential token = tokens.check(shown);
    return token instanceof Credential.Accepted accepted
        ? unlessRevoked(accepted.identity())
        : token;
  }

  /// Whoever the application's own security says it is.
  ///
  /// @param session the HTTP session by which it knows that, if it does
  public Credential checkLogin(Principal user, @Nullable HttpSession session) {
    if (!Tokens.isName(user.getName())) {
      return Credential.invalid("The name of the one who signed in cannot be a user's name.");
    }
    try {
      return unlessRevoked(login(user, session));
    } catch (IllegalStateException e) { // a sign-out in another request ended the session
      return Credential.invalid("The sign-in has ended.");
    }
  }

  private static Identity login(Principal user, @Nullable HttpSession session) {
    return new Identity(
        Identity.Kind.LOGIN,
        user,
        new Caller(user.getName(), rolesOf(user), Map.of(), List.of()),
        null,
        session == null ? null : SignIns.signedIn(session),
        null,
        session == null ? null : LoginSession.of(session));
  }

  /// Nobody in particular.
  Credential none() {
    return anonymous
        ? new Credential.Accepted(Identity.ANONYMOUS)
        : Credential.invalid(
            "CONNECT needs a credential: a token in its header Authorization, or a session cookie"
                + " with the handshake.");
  }

  private static Set<String> rolesOf(Principal user) {
    return user instanceof Authentication authentication
        ? Tokens.rolesOf(authentication)
        : Set.of();
  }

  Credential unlessRevoked(Identity identity) {
    return revocations.covers(identity)
        ? new Credential.Rejected(RefusalCode.UNAUTHENTICATED, "The credential was revoked.")
        : new Credential.Accepted(identity);
  }
}
