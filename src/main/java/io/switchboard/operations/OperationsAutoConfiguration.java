package io.switchboard.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.broker.BrokerProperties;
import io.switchboard.broker.RefusalLog;
import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.policy.Policies;
import io.switchboard.security.Entrance;
import io.switchboard.security.SendCounts;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
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
@EnableConfigurationProperties({DrainProperties.class, ExplainProperties.class})
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

  /// What it needs to reach clients, and what carries out what they asked for, stops after it.
  @Bean
  @DependsOn({"subProtocolWebSocketHandler", "simpAnnotationMethodMessageHandler"})
  Drain switchboardDrain(
      SwitchboardBroker broker,
      Entrance entrance,
      ApplicationEventPublisher events,
      DrainProperties properties,
      BrokerProperties brokerProperties) {
    return new Drain(
        new BrokerClients(broker),
        entrance,
        events,
        properties,
        brokerProperties.limits().closeTimeout(),
        new SystemTime());
  }

  private record SystemTime() implements Drain.Time {

    @Override
    public long millis() {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public void sleep(long millis) throws InterruptedException {
      Thread.sleep(millis);
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

    @Bean
    TrafficMeters switchboardTrafficMeters(SwitchboardBroker broker, SendCounts received) {
      return new TrafficMeters(broker.traffic(), received);
    }
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

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HealthIndicator.class)
  static class Healths {

    /// Named `switchboard` where Boot lists the parts.
    @Bean
    BrokerHealth switchboardHealthIndicator(Drain drain, SwitchboardBroker broker) {
      return new BrokerHealth(drain, broker);
    }
  }
}
