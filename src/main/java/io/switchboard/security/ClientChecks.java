package io.switchboard.security;

/// What stands between a client's frames and whoever carries them out.
///
/// @param connect finds out who it is
/// @param policy judges what it wants
/// @param users counts the sessions of a user, when everybody else has agreed
/// @param limits hold back who is too much or too fast
/// @param handshakes looks at those of endpoints that an application registered itself
public record ClientChecks(
    ConnectInterceptor connect,
    PolicyInterceptor policy,
    UserLimitInterceptor users,
    ClientLimits limits,
    OwnEndpointInterceptor handshakes) {}
