package io.switchboard.transport;

import io.switchboard.broker.BrokerProperties;
import io.switchboard.security.Forwarding;
import io.switchboard.security.LimitProperties;
import io.switchboard.security.SecurityAutoConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

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

  private static final Logger LOG = LoggerFactory.getLogger(TransportAutoConfiguration.class);

  /// An application that was told to believe every proxy does so, unless it names those to trust.
  @Bean
  JettyCustomizer switchboardJettyCustomizer(
      LimitProperties limits, Forwarding forwarding, Environment environment) {
    String strategy = environment.getProperty("server.forward-headers-strategy", "none");
    if (forwarding.trustsProxies() || strategy.equalsIgnoreCase("none")) {
      return new JettyCustomizer(limits.handshakeTimeout(), forwarding);
    }
    LOG.warn(
        "server.forward-headers-strategy={} believes anybody who says they are a proxy, so that"
            + " clients can choose the address they are known by. Name the proxies in"
            + " switchboard.trusted-proxies instead.",
        strategy);
    return new JettyCustomizer(limits.handshakeTimeout(), null);
  }
}
