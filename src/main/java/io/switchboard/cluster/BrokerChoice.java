package io.switchboard.cluster;

/// What carries messages from who publishes to who subscribed: the values of `switchboard.broker`.
public enum BrokerChoice {
  /// This process alone.
  EMBEDDED,
  /// RabbitMQ, which several servers may share.
  RELAY
}
