/// Who may connect: which pages may open a connection, and whose it is. Every check stands in an
/// interceptor, of the handshake or of Spring's inbound channel, and ends in an answer that says
/// what is wrong. It reads no body but the token that renews a connection, and keeps nothing of a
/// credential once it was verified.
@NullMarked
package io.switchboard.security;

import org.jspecify.annotations.NullMarked;
