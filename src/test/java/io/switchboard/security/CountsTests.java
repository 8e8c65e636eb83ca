package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CountsTests {

  private final Counts<String> counts = new Counts<>(2);

  @Test
  void giveEachHolderAsManyAsAllowed() {
    assertThat(counts.take("alice")).isTrue();
    assertThat(counts.isExhausted("alice")).isFalse();
    assertThat(counts.take("alice")).isTrue();
    assertThat(counts.isExhausted("alice")).isTrue();
    assertThat(counts.take("alice")).isFalse();
    assertThat(counts.take("bob")).isTrue();
  }

  @Test
  void giveAgainWhatWasGivenBack() {
    counts.take("alice");
    counts.take("alice");

    counts.giveBack("alice");

    assertThat(counts.take("alice")).isTrue();
    assertThat(counts.take("alice")).isFalse();
  }

  @Test
  void keepNothingOfWhoHasNone() {
    counts.take("alice");
    counts.take("bob");
    counts.giveBack("alice");
    assertThat(counts.holders()).isEqualTo(1);

    counts.giveBack("bob");

    assertThat(counts.holders()).isZero();
  }

  @Test
  void areNeverOverHoweverManyTakeAtOnce() throws Exception {
    AtomicInteger holding = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        all.add(threads.submit(() -> takeAndGiveBack(holding, most)));
      }
    }
    for (Future<?> one : all) {
      one.get();
    }

    assertThat(most.get()).isBetween(1, 2);
    assertThat(counts.holders()).isZero();
  }

  private void takeAndGiveBack(AtomicInteger holding, AtomicInteger most) {
    for (int i = 0; i < 50_000; i++) {
      if (counts.take("alice")) {
        most.accumulateAndGet(holding.incrementAndGet(), Math::max);
        holding.decrementAndGet();
        counts.giveBack("alice");
      }
    }
  }
}
