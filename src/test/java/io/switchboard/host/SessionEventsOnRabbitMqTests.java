package io.switchboard.host;

import io.switchboard.testing.OnRabbitMq;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnRabbitMq.class)
class SessionEventsOnRabbitMqTests extends SessionEventsTests {}
