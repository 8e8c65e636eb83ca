package io.switchboard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class StockTests {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final Stock tea = new Stock("TEA", "24.50", NOON);

  @Test
  void beginsAtItsOpeningPrice() {
    assertThat(tea.latest())
        .isEqualTo(new Price("TEA", new BigDecimal("24.50"), new BigDecimal("24.50"), NOON));
  }

  @Test
  void walksInCentsAndNotFar() {
    Random random = new Random(42);
    for (int step = 0; step < 10_000; step++) {
      BigDecimal price = tea.next(random, NOON).price();

      assertThat(price).isBetween(new BigDecimal("20"), new BigDecimal("29"));
      assertThat(price.scale()).isEqualTo(2);
    }
  }

  @Test
  void neverCostsNothing() {
    RandomGenerator fall = new AlwaysDown();
    Stock penny = new Stock("PENNY", "0.01", NOON);

    assertThat(penny.next(fall, NOON).price()).isEqualTo(new BigDecimal("0.01"));
  }

  private static final class AlwaysDown implements RandomGenerator {
    @Override
    public long nextLong() {
      return 0;
    }

    @Override
    public double nextGaussian() {
      return -1_000;
    }
  }

  @Test
  void remembersTheLatestPricesOnly() {
    Random random = new Random(42);
    for (int step = 1; step <= Stock.REMEMBERED + 10; step++) {
      tea.next(random, NOON.plusSeconds(step));
    }

    List<Price> recent = tea.recent();

    assertThat(recent).hasSize(Stock.REMEMBERED);
    assertThat(recent.getFirst().at()).isEqualTo(NOON.plusSeconds(11));
    assertThat(recent.getLast()).isEqualTo(tea.latest());
  }
}
