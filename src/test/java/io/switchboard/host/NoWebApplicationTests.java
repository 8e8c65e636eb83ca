package io.switchboard.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.policy.Policies;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class NoWebApplicationTests {

  /// A job or a command beside a server, that has the same classpath.
  @Test
  void startsWithoutAnythingOfOurs() {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Host.class).run("--spring.main.web-application-type=none")) {
      assertThat(context.getBeanProvider(SwitchboardBroker.class)).isEmpty();
      assertThat(context.getBeanProvider(Policies.class)).isEmpty();
    }
  }
}
