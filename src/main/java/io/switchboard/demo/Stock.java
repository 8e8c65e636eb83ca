package io.switchboard.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/// Something whose price walks at random, not far from where it began. Guarded by itself.
class Stock {
  static final int REMEMBERED = 150;

  private static final double STEP = 0.003;
  private static final double PULL = 0.02;
  private static final BigDecimal LEAST = new BigDecimal("0.01");

  private final String symbol;
  private final BigDecimal open;
  private final Deque<Price> prices = new ArrayDeque<>(); // the newest last

  Stock(String symbol, String open, Instant opened) {
    this.symbol = symbol;
    this.open = new BigDecimal(open);
    prices.add(new Price(symbol, this.open, this.open, opened));
  }

  String symbol() {
    return symbol;
  }

  /// One step on.
  synchronized Price next(RandomGenerator random, Instant now) {
    double last = prices.getLast().price().doubleValue();
    double pull = PULL * (open.doubleValue() - last);
    BigDecimal moved = BigDecimal.valueOf(last * (1 + STEP * random.nextGaussian()) + pull);
    Price price = new Price(symbol, moved.setScale(2, RoundingMode.HALF_UP).max(LEAST), open, now);
    prices.add(price);
    if (prices.size() > REMEMBERED) {
      prices.removeFirst();
    }
    return price;
  }

  /// The latest prices, the newest last.
  synchronized List<Price> recent() {
    return List.copyOf(prices);
  }

  synchronized Price latest() {
    return prices.getLast();
  }
}
