package io.switchboard.broker;

import java.time.Duration;

/// What all sessions have in common.
///
/// @param heartBeat offered in both directions, zero for none
/// @param connectTimeout how long a connection may take to CONNECT
/// @param sendTimeout how long one write may take
/// @param closeTimeout how long a connection that is being closed may stay
/// @param idlePing after how long a silence a client without heart-beats is asked whether it lives
/// @param outboxBytes what may wait unsent for a session
/// @param subscriptions how many a session may have
/// @param refusals is told of whatever a session is refused
public record SessionSettings(
    Duration heartBeat,
    Duration connectTimeout,
    Duration sendTimeout,
    Duration closeTimeout,
    Duration idlePing,
    int outboxBytes,
    int subscriptions,
    RefusalLog refusals) {}
