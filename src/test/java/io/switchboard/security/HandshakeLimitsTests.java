package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class HandshakeLimitsTests {

  private static final Network ALICE = Network.of("192.0.2.1");

  private final AtomicLong now = new AtomicLong(-5);
  private final LimitCounts counts = new LimitCounts();
  private final HandshakeLimits limits = limits(2, 4, 50);

  private HandshakeLimits limits(int perAddress, int burst, int inAll) {
    var source =
        new MapConfigurationPropertySource(
            Map.of(
                "switchboard.limits.handshakes-per-address", perAddress,
                "switchboard.limits.handshake-burst", burst,
                "switchboard.limits.handshakes", inAll));
    LimitProperties properties =
        new Binder(source).bindOrCreate("switchboard.limits", LimitProperties.class);
    return new HandshakeLimits(properties, new SessionLimits(properties, counts), counts, now::get);
  }

  @Test
  void letABurstInAndSayWhenToComeBack() {
    assertThat(admitted(limits, ALICE, 4)).isEqualTo(4);

    assertThat(limits.judge(ALICE))
        .isEqualTo(
            new HandshakeLimits.Excess(Limit.HANDSHAKES_PER_ADDRESS, Duration.ofMillis(500)));
    now.addAndGet(TimeUnit.SECONDS.toNanos(1));

    assertThat(admitted(limits, ALICE, 10)).isEqualTo(2);
  }

  @Test
  void giveEachAddressItsOwn() {
    admitted(limits, ALICE, 10);

    assertThat(admitted(limits, Network.of("192.0.2.2"), 10)).isEqualTo(4);
    assertThat(admitted(limits, Network.of("2001:db8::1"), 10)).isEqualTo(4);
    assertThat(admitted(limits, Network.of("2001:db8::2"), 10)).isZero();
  }

  @Test
  void areReachedByAllTogether() {
    int admitted = 0;
    for (int i = 0; i < 20; i++) {
      admitted += admitted(limits, Network.of("192.0.2." + i), 4);
    }

    assertThat(admitted).isEqualTo(50);
    assertThat(limits.judge(Network.of("192.0.2.99")))
        .isEqualTo(new HandshakeLimits.Excess(Limit.HANDSHAKES, Duration.ofMillis(20)));
    assertThat(refused(Limit.HANDSHAKES)).isEqualTo(31);
  }

  @Test
  void takeNothingFromTheOthersForWhatAnAddressHasTooMuch() {
    admitted(limits, ALICE, 100_000);

    assertThat(refused(Limit.HANDSHAKES)).isZero();
    assertThat(refused(Limit.HANDSHAKES_PER_ADDRESS)).isEqualTo(99_996);
    for (int i = 2; i < 13; i++) {
      assertThat(admitted(limits, Network.of("192.0.2." + i), 4)).isEqualTo(4);
    }
  }

  private static int admitted(HandshakeLimits limits, Network network, int tries) {
    int admitted = 0;
    for (int i = 0; i < tries; i++) {
      admitted += limits.judge(network) == null ? 1 : 0;
    }
    return admitted;
  }

  private long refused(Limit limit) {
    return Objects.requireNonNull(counts.handshakes().get(limit)).sum();
  }
}
