package io.switchboard.demo;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.simp.SimpMessageSendingOperations;
import org.springframework.messaging.simp.user.SimpUserRegistry;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Chat rooms, messages to one person, and prices.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class DemoMessaging {
  private final InstantSource clock = InstantSource.system();

  @Bean
  RoomsController roomsController(SimpUserRegistry users) {
    return new RoomsController(users, clock);
  }

  @Bean
  InboxController inboxController(SimpMessageSendingOperations messaging, SimpUserRegistry users) {
    return new InboxController(messaging, users, clock);
  }

  @Bean
  Market market() {
    return Market.opened(clock.instant());
  }

  @Bean
  PricesController pricesController(Market market) {
    return new PricesController(market);
  }

  @Bean
  PriceTicker priceTicker(Market market, SimpMessageSendingOperations messaging) {
    return new PriceTicker(market, messaging, clock, RandomGenerator.getDefault());
  }
}
