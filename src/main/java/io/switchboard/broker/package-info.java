/// The message handler Spring calls, and what stands behind it: sessions, lanes, outboxes,
/// subscriptions and the fan-out of publications to them. It owns every byte a session is sent, and
/// decides in which order. It knows no socket: how bytes leave is the [Wire]'s business, who may do
/// what is judged above.
@NullMarked
package io.switchboard.broker;

import org.jspecify.annotations.NullMarked;
