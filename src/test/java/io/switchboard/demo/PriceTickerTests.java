package io.switchboard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.broker.BrokerAvailabilityEvent;
import org.springframework.messaging.support.ExecutorSubscribableChannel;

class PriceTickerTests {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final List<String> published = new ArrayList<>(); // destinations
  private final Market market = Market.opened(NOON);
  private final PriceTicker ticker =
      new PriceTicker(market, messaging(), InstantSource.fixed(NOON.plusSeconds(1)), new Random(1));

  @Test
  void publishesEveryPriceInItsChannel() {
    ticker.onBroker(new BrokerAvailabilityEvent(true, this));

    ticker.tick();

    assertThat(published)
        .containsExactly(
            "/topic/prices.TEA",
            "/topic/prices.COFFEE",
            "/topic/prices.CACAO",
            "/topic/prices.SUGAR");
    assertThat(market.stock("TEA").latest().at()).isEqualTo(NOON.plusSeconds(1));
  }

  @Test
  void waitsForTheBroker() {
    ticker.tick();

    assertThat(published).isEmpty();
    assertThat(market.stock("TEA").recent()).hasSize(1);
  }

  @Test
  void pausesWhileThereIsNoBroker() {
    ticker.onBroker(new BrokerAvailabilityEvent(true, this));
    ticker.onBroker(new BrokerAvailabilityEvent(false, this));

    ticker.tick();

    assertThat(published).isEmpty();
  }

  private SimpMessagingTemplate messaging() {
    ExecutorSubscribableChannel broker = new ExecutorSubscribableChannel();
    broker.subscribe(
        message -> published.add(SimpMessageHeaderAccessor.getDestination(message.getHeaders())));
    SimpMessagingTemplate template = new SimpMessagingTemplate(broker);
    template.setMessageConverter(new JacksonJsonMessageConverter());
    return template;
  }
}
