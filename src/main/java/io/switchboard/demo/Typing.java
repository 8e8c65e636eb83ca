package io.switchboard.demo;

/// Somebody is typing in a room. Pages show it for a few seconds, so there is no end to it.
record Typing(String from) {}
