package io.switchboard.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.switchboard.broker.DropCause;
import io.switchboard.broker.Traffic;
import io.switchboard.broker.Transport;
import io.switchboard.security.SendCounts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/// Tells Micrometer what the server moves. Tags name transports, policies and codes, of which there
/// are only so many; none names a channel or a user.
final class TrafficMeters implements MeterBinder {

  private static final Duration[] BUCKETS =
      LongStream.of(
              100,
              250,
              500,
              1_000,
              2_500,
              5_000,
              10_000,
              25_000,
              50_000,
              100_000,
              250_000,
              500_000,
              1_000_000,
              2_500_000,
              5_000_000,
              10_000_000)
          .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
          .toArray(Duration[]::new);

  private final Traffic traffic;
  private final SendCounts received;
  private final List<Timer> deliveries = new CopyOnWriteArrayList<>(); // one for each registry

  TrafficMeters(Traffic traffic, SendCounts received) {
    this.traffic = traffic;
    this.received = received;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    bindSessions(registry);
    bindMessages(registry);
    bindOutboxes(registry);
    deliveries.add(
        Timer.builder("switchboard.delivery.duration")
            .description("From a message's arrival until it was handed to its last subscriber")
            .serviceLevelObjectives(BUCKETS)
            .register(registry));
    traffic.onDelivery(this::delivered);
  }

  private void delivered(long nanos) {
    for (Timer timer : deliveries) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void bindSessions(MeterRegistry registry) {
    for (Transport transport : Transport.values()) {
      Gauge.builder("switchboard.sessions.active", traffic, t -> t.sessions(transport))
          .tag("transport", transport.text())
          .description("Sessions that are open")
          .register(registry);
    }
  }

  private void bindMessages(MeterRegistry registry) {
    received.forEach((policy, transport, count) ->
        FunctionCounter.builder("switchboard.messages.received", count, LongAdder::sum)
            .tag("policy", policy)
            .tag("transport", transport.text())
            .description("SEND frames of clients that were let in")
            .register(registry));
    FunctionCounter.builder("switchboard.messages.delivered", traffic, Traffic::delivered)
        .description("MESSAGE frames that were handed to a client's connection")
        .register(registry);
    for (DropCause cause : DropCause.values()) {
      FunctionCounter.builder("switchboard.messages.dropped", traffic, t -> t.dropped(cause))
          .tag("code", cause.text())
          .description("MESSAGE frames that were queued and never sent")
          .register(registry);
    }
  }

  private void bindOutboxes(MeterRegistry registry) {
    Gauge.builder("switchboard.outbox.size", traffic, Traffic::waitingBytes)
        .baseUnit(BaseUnits.BYTES)
        .description("What clients have not taken yet, of all sessions")
        .register(registry);
    Gauge.builder("switchboard.outbox.max", traffic, Traffic::mostWaitingBytes)
        .baseUnit(BaseUnits.BYTES)
        .description("The most that waited for one session in the last minute or two")
        .register(registry);
  }
}
