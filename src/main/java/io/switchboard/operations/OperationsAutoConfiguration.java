package io.switchboard.operations;

import io.switchboard.policy.Policies;
import java.util.Objects;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/// What operators ask of a server.
@AutoConfiguration(afterName = "io.switchboard.security.SecurityAutoConfiguration")
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
}
