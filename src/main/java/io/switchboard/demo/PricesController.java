package io.switchboard.demo;

import java.util.List;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.stereotype.Controller;

/// Answers, once, what the prices are and were; what they become is in the channels.
@Controller
class PricesController {
  private final Market market;

  PricesController(Market market) {
    this.market = market;
  }

  /// The latest price of everything.
  @SubscribeMapping("prices")
  List<Price> all() {
    return market.stocks().stream().map(Stock::latest).toList();
  }

  /// The latest prices of one thing, the newest last.
  @SubscribeMapping("prices.{symbol}")
  List<Price> recent(@DestinationVariable String symbol) {
    return market.stock(symbol).recent();
  }
}
