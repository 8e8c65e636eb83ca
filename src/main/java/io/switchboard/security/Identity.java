package io.switchboard.security;

import io.switchboard.policy.Caller;
import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who a connection or a request is, and how that is known. Immutable.
///
/// @param kind what was shown
/// @param principal `null` for an anonymous one
/// @param caller what policies judge
/// @param credential what revocations name it by: a token's `jti`, else a hash of it; the name of
///   an API key; `null` otherwise
/// @param issued when the credential was given out, `null` if it does not say
/// @param expires `null` if it lasts as long as the connection
/// @param httpSession the HTTP session it hangs on, if it does
public record Identity(
    Kind kind,
    @Nullable Principal principal,
    Caller caller,
    @Nullable String credential,
    @Nullable Instant issued,
    @Nullable Instant expires,
    @Nullable LoginSession httpSession) {

  /// What tells who somebody is.
  public enum Kind {
    ANONYMOUS,
    /// What the container or the application's own security says, as a rule by a cookie.
    LOGIN,
    TOKEN,
    API_KEY
  }

  /// The role of those who may use what is for operators.
  public static final String OPERATOR = "OPERATOR";

  static final Identity ANONYMOUS =
      new Identity(Kind.ANONYMOUS, null, Caller.ANONYMOUS, null, null, null, null);

  Identity with(LoginSession session) {
    return new Identity(kind, principal, caller, credential, issued, expires, session);
  }

  /// Whose it is, `null` for an anonymous one.
  public @Nullable String name() {
    return principal == null ? null : principal.getName();
  }
}
