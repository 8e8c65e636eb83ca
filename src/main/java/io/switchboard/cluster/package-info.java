/// What makes several servers one: RabbitMQ behind them. So far by Spring's STOMP relay, one
/// connection of the broker's for each session. It builds every frame that the broker gets by
/// itself, so that nothing of a client's reaches the broker but what is meant for it.
@NullMarked
package io.switchboard.cluster;

import org.jspecify.annotations.NullMarked;
