package io.switchboard.operations;

import io.switchboard.broker.SwitchboardBroker;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Up while the broker carries messages, with RabbitMQ behind it only while that can be reached,
/// and until the server takes leave of its clients. A server that is full is not out of service: it
/// serves those who are there, and whoever filled it could otherwise have it taken away.
final class BrokerHealth implements HealthIndicator {

  private final Drain drain;
  private final SwitchboardBroker broker;

  BrokerHealth(Drain drain, SwitchboardBroker broker) {
    this.drain = drain;
    this.broker = broker;
  }

  @Override
  public Health health() {
    return status().withDetail("sessions", broker.sessions()).build();
  }

  private Health.Builder status() {
    if (drain.isDraining()) {
      return Health.outOfService();
    }
    return broker.isBrokerAvailable() ? Health.up() : Health.down();
  }
}
