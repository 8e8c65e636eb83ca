package io.switchboard.transport;

import io.switchboard.testing.OnRabbitMq;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnRabbitMq.class)
class SockJsStreamingOnRabbitMqTests extends SockJsStreamingTests {}
