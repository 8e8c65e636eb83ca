package io.switchboard.demo;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.simp.SimpMessageSendingOperations;
import org.springframework.messaging.simp.broker.BrokerAvailabilityEvent;
import org.springframework.scheduling.annotation.Scheduled;

/// Publishes the market's prices, each in a channel `prices.<symbol>`, five times in two seconds,
/// as long as there is a broker.
class PriceTicker {
  private final Market market;
  private final SimpMessageSendingOperations messaging;
  private final InstantSource clock;
  private final RandomGenerator random;
  private volatile boolean brokerAvailable;

  PriceTicker(
      Market market,
      SimpMessageSendingOperations messaging,
      InstantSource clock,
      RandomGenerator random) {
    this.market = market;
    this.messaging = messaging;
    this.clock = clock;
    this.random = random;
  }

  @EventListener
  void onBroker(BrokerAvailabilityEvent event) {
    brokerAvailable = event.isBrokerAvailable();
  }

  @Scheduled(fixedRate = 400)
  void tick() {
    if (brokerAvailable) {
      for (Stock stock : market.stocks()) {
        Price price = stock.next(random, clock.instant());
        messaging.convertAndSend("/topic/prices." + stock.symbol(), price);
      }
    }
  }
}
