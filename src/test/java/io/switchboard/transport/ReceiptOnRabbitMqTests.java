package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.OnRabbitMq;
import io.switchboard.testing.StompSocket.Received;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnRabbitMq.class)
class ReceiptOnRabbitMqTests extends ReceiptTests {

  /// RabbitMQ does not count a channel's messages, so that the RECEIPTs have no positions.
  @Override
  void assertPositions(Received one, Received other, String first, String second) {
    assertThat(one.headers()).containsOnlyKeys("receipt-id");
    assertThat(other.headers()).containsOnlyKeys("receipt-id");
    assertThat(first).isNotEmpty().isNotEqualTo(second);
  }
}
