package io.switchboard.operations;

import io.switchboard.broker.SwitchboardBroker;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Up, until the server takes leave of its clients. A server that is full is not out of service: it
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
    Health.Builder health = drain.isDraining() ? Health.outOfService() : Health.up();
    return health.withDetail("sessions", broker.sessions()).build();
  }
}
