package io.switchboard.broker;

import io.switchboard.protocol.StompVersion;
import org.jspecify.annotations.Nullable;

/// All that a MESSAGE frame depends on besides its publication: subscriptions with equal keys get
/// the same bytes.
///
/// @param subscription the client's id for it, `null` for a STOMP 1.0 client that gave none
/// @param acknowledged whether the client wants to acknowledge, and so needs an `ack` header
record FrameKey(
    @Nullable String subscription, StompVersion version, Codec codec, boolean acknowledged) {}
