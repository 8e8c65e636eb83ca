package io.switchboard.security;

import io.switchboard.testing.OnRabbitMq;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnRabbitMq.class)
class StompDisclosureOnRabbitMqTests extends StompDisclosureTests {}
