package io.switchboard.transport;

import io.switchboard.broker.BrokerProperties;
import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.security.LimitProperties;
import io.switchboard.security.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// The broker and its endpoints, in any servlet application on Jetty. An application does not need
/// `@EnableWebSocketMessageBroker`, and must not have it.
@AutoConfiguration(
    after = SecurityAutoConfiguration.class,
    beforeName =
        "org.springframework.boot.websocket.autoconfigure.servlet.WebSocketMessagingAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(BrokerProperties.class)
@Import({MessagingConfiguration.class, EndpointsConfiguration.class})
public class TransportAutoConfiguration {

  @Bean
  ClosingAtStop switchboardClosingAtStop(SwitchboardBroker broker, BrokerProperties properties) {
    return new ClosingAtStop(broker, properties.limits().closeTimeout());
  }

  @Bean
  JettyCustomizer switchboardJettyCustomizer(LimitProperties limits) {
    return new JettyCustomizer(limits.handshakeTimeout());
  }
}
