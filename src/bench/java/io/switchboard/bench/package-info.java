/// What measures the server: the shape of the micro-benchmarks, which stand beside what they
/// measure, and a load generator that drives any STOMP-over-WebSocket server from outside. Nothing
/// here is part of the product; the load generator uses nothing of it either, so that both cannot
/// be wrong in the same way.
@NullMarked
package io.switchboard.bench;

import org.jspecify.annotations.NullMarked;
