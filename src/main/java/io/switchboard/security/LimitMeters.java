package io.switchboard.security;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Tells Micrometer what is open and what was refused. The tag `reason` is the property whose limit
/// it was; no tag names a client.
final class LimitMeters implements MeterBinder {

  private final SessionLimits sessions;
  private final LimitCounts counts;

  LimitMeters(SessionLimits sessions, LimitCounts counts) {
    this.sessions = sessions;
    this.counts = counts;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("switchboard.sessions.active", sessions, SessionLimits::open)
        .description("Sessions that are open")
        .register(registry);
    bind(registry, "switchboard.handshakes.refused", "Handshakes refused", counts.handshakes());
    bind(registry, "switchboard.sessions.refused", "CONNECTs refused", counts.sessions());
    bind(registry, "switchboard.rate.refused", "Frames that came too fast", counts.frames());
    FunctionCounter.builder("switchboard.rate.closed", counts.closed(), LongAdder::sum)
        .description("Sessions closed that were too fast for too long")
        .register(registry);
  }

  private static void bind(
      MeterRegistry registry, String name, String description, Map<Limit, LongAdder> adders) {
    adders.forEach((limit, adder) ->
        FunctionCounter.builder(name, adder, LongAdder::sum)
            .tag("reason", limit.property())
            .description(description)
            .register(registry));
  }
}
