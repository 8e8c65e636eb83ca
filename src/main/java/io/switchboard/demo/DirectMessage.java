package io.switchboard.demo;

import java.time.Instant;

/// Something said to one person alone.
///
/// @param at when the server got it
record DirectMessage(String from, String to, String text, Instant at) {}
