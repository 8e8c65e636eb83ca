package io.switchboard.history;

import io.switchboard.protocol.Headers;
import org.jspecify.annotations.Nullable;

/// What somebody wants published: a [Publication] that has no position and no time yet.
///
/// Immutable, if nobody writes to the body's array.
///
/// @param channel the stream it goes to; unique in the server, see [Publication#channel()]
/// @param destination what a subscriber's MESSAGE names as its destination
/// @param publisher the user who sent it, `null` for the server itself
/// @param onlySession the one session that may get it, `null` for every subscriber
/// @param headers the application's own headers, `content-type` among them
/// @param body shared by all subscribers, never copied, never written to
/// @param text whether the body is valid UTF-8 and meant as text
public record Draft(
    String channel,
    String destination,
    @Nullable String publisher,
    @Nullable String onlySession,
    Headers headers,
    byte[] body,
    boolean text) {}
