package io.switchboard.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.switchboard.broker.RefusalLog;
import java.util.concurrent.atomic.LongAdder;

/// Tells Micrometer what clients were refused and closed with, by code.
final class RefusalMeters implements MeterBinder {

  private final RefusalLog refusals;

  RefusalMeters(RefusalLog refusals) {
    this.refusals = refusals;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    refusals
        .counts()
        .forEach((code, count) ->
            FunctionCounter.builder("switchboard.refusals", count, LongAdder::sum)
                .tag("code", code.text())
                .description("Frames and requests of clients that were refused")
                .register(registry));
    refusals
        .closes()
        .forEach((code, count) ->
            FunctionCounter.builder("switchboard.closes", count, LongAdder::sum)
                .tag("code", String.valueOf(code.code()))
                .description("Connections that the server closed")
                .register(registry));
  }
}
