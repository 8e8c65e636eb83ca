package io.switchboard.broker;

import java.time.Duration;

/// How long a session's credential still lasts, and what happens around its end.
///
/// @param left until nothing is carried out or sent any more
/// @param warning how long before that the client is warned
/// @param grace how long after that the connection is closed
public record Term(Duration left, Duration warning, Duration grace) {}
