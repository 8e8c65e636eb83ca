package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.OnRabbitMq;
import io.switchboard.testing.SpringClient.Way;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.messaging.simp.stomp.StompHeaders;

@ExtendWith(OnRabbitMq.class)
class StompClientOnRabbitMqTests extends StompClientTests {

  StompClientOnRabbitMqTests(Way way) {
    super(way);
  }

  /// RabbitMQ does not count a channel's messages.
  @Override
  void assertPosition(StompHeaders receipt, @Nullable String messageId) {
    assertThat(receipt).doesNotContainKey("position");
  }
}
