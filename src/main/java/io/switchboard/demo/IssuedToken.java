package io.switchboard.demo;

import java.time.Instant;

/// A token to connect with, in place of the page's cookie.
///
/// @param expires when it is no longer good
record IssuedToken(String token, Instant expires) {}
