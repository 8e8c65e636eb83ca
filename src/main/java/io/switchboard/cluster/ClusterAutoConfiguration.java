package io.switchboard.cluster;

import io.switchboard.broker.Upstream;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;

/// What is behind the broker, as `switchboard.broker` chooses.
@AutoConfiguration(beforeName = "io.switchboard.transport.TransportAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties({BrokerChoiceProperties.class, RelayProperties.class})
public class ClusterAutoConfiguration {

  private static final String NETTY = "reactor.netty.tcp.TcpClient";

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "switchboard.broker", havingValue = "relay")
  static class Relay {

    @Bean
    Upstream switchboardRelay(RelayProperties properties, ResourceLoader resources) {
      if (!ClassUtils.isPresent(NETTY, resources.getClassLoader())) {
        throw new IllegalStateException(
            "switchboard.broker is relay, which needs io.projectreactor.netty:reactor-netty-core,"
                + " and it is not there: add it to the application's dependencies, or set"
                + " switchboard.broker=embedded");
      }
      return new StompRelay(properties);
    }
  }
}
