package io.switchboard.demo;

/// A message that did not reach anybody.
///
/// @param why in words for its sender
record Undelivered(String text, String why) {}
