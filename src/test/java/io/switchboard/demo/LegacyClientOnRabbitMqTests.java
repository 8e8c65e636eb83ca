package io.switchboard.demo;

import io.switchboard.testing.OnRabbitMq;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnRabbitMq.class)
class LegacyClientOnRabbitMqTests extends LegacyClientTests {}
