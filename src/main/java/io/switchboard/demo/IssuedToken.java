package io.switchboard.demo;

import java.time.Instant;

/// A token to connect with, in place of the page's cookie.
///
/// @param issued when it was made, by the clock that `expires` is of
/// @param expires when it is no longer good
record IssuedToken(String token, Instant issued, Instant expires) {}
