package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.OnRabbitMq;
import io.switchboard.testing.StompSocket;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnRabbitMq.class)
class TopicOnRabbitMqTests extends TopicTests {

  /// RabbitMQ does not count a channel's messages.
  @Override
  void assertPosition(StompSocket.Received receipt, String messageId) {
    assertThat(receipt.headers()).doesNotContainKey("position");
  }
}
