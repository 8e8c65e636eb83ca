package io.switchboard.security;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// From where clients may connect.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OriginProperties.class)
class OriginConfiguration {

  @Bean
  EndpointPaths switchboardEndpointPaths(DiagnosticsProperties diagnostics) {
    return new EndpointPaths(diagnostics);
  }

  @Bean
  OriginGuard switchboardOriginGuard(OriginProperties properties, RefusedRequests refused) {
    return new OriginGuard(properties, refused);
  }

  @Bean
  Forwarding switchboardForwarding(OriginProperties properties) {
    return new Forwarding(properties);
  }
}
