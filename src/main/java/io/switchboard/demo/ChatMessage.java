package io.switchboard.demo;

import java.time.Instant;

/// Something said in a room.
///
/// @param at when the server got it
record ChatMessage(String from, String text, Instant at) {}
