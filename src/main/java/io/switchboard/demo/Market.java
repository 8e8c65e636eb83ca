package io.switchboard.demo;

import io.switchboard.broker.RefusedException;
import io.switchboard.protocol.RefusalCode;
import java.time.Instant;
import java.util.List;

/// What is traded here. Immutable, unlike the prices.
record Market(List<Stock> stocks) {

  static Market opened(Instant now) {
    return new Market(
        List.of(
            new Stock("TEA", "24.50", now),
            new Stock("COFFEE", "38.20", now),
            new Stock("CACAO", "61.75", now),
            new Stock("SUGAR", "9.40", now)));
  }

  Stock stock(String symbol) {
    return stocks.stream()
        .filter(stock -> stock.symbol().equals(symbol))
        .findFirst()
        .orElseThrow(() ->
            new RefusedException(
                RefusalCode.UNKNOWN_DESTINATION, "Nothing of that name is traded here."));
  }
}
