package io.switchboard.security;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Tells Micrometer what was refused. The tag `reason` is the property whose limit it was; no tag
/// names a client.
final class LimitMeters implements MeterBinder {

  private final LimitCounts counts;

  LimitMeters(LimitCounts counts) {
    this.counts = counts;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
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
