/// STOMP as text and bytes: versions, frames, headers, destinations, close and refusal codes, and
/// the framing of WebSocket and SockJS that carries them. Everything a client may get wrong is
/// found here, while it is read and within fixed limits, and told in words that may be shown to
/// that client. It may not use Spring, do I/O, log, start threads or know what a session, a user or
/// a subscription is.
@NullMarked
package io.switchboard.protocol;

import org.jspecify.annotations.NullMarked;
