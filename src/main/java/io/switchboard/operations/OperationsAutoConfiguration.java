package io.switchboard.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.broker.RefusalLog;
import io.switchboard.policy.Policies;
import java.util.Objects;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/// What operators ask of a server.
@AutoConfiguration(
    afterName = {
      "io.switchboard.security.SecurityAutoConfiguration",
      "io.switchboard.transport.TransportAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(ExplainProperties.class)
public class OperationsAutoConfiguration {

  /// Ends the process without its shutdown hooks, as Boot's own `spring.context.exit` does: they
  /// would wait for the start, which waits for them.
  @Bean
  @ConditionalOnProperty("switchboard.explain-channel")
  ChannelExplainer switchboardChannelExplainer(Policies policies, ExplainProperties properties) {
    return new ChannelExplainer(
        policies,
        Objects.requireNonNull(properties.explainChannel()),
        System.out,
        () -> Runtime.getRuntime().halt(0));
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(EndpointRequest.class)
  static class Actuator {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 102)
    @ConditionalOnBean(ActuatorSecurity.class)
    SecurityFilterChain switchboardActuatorSecurity(ActuatorSecurity security, HttpSecurity http)
        throws Exception {
      return security.chain(http);
    }
  }

  /// Boot binds them to the registries there are, of which an application need have none.
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  static class Meters {

    @Bean
    RefusalMeters switchboardRefusalMeters(RefusalLog refusals) {
      return new RefusalMeters(refusals);
    }
  }
}
