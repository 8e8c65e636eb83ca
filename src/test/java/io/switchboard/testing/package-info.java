/// What tests talk to the server with: a server of their own, raw sockets, STOMP as a client writes
/// it.
@NullMarked
package io.switchboard.testing;

import org.jspecify.annotations.NullMarked;
