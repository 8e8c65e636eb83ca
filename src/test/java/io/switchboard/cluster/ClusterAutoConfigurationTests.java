package io.switchboard.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.broker.Upstream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

class ClusterAutoConfigurationTests {

  private final WebApplicationContextRunner application =
      new WebApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ClusterAutoConfiguration.class))
          .withBean(
              "messageBrokerTaskScheduler", TaskScheduler.class, SimpleAsyncTaskScheduler::new);

  @Test
  void hasNothingBehindTheBrokerUnlessChosen() {
    application.run(context -> assertThat(context).doesNotHaveBean(Upstream.class));
    application
        .withPropertyValues("switchboard.broker=embedded")
        .run(context -> assertThat(context).doesNotHaveBean(Upstream.class));
  }

  @Test
  void hasTheRelayWhereItIsChosen() {
    application
        .withPropertyValues("switchboard.broker=relay")
        .run(context -> assertThat(context).hasSingleBean(StompRelay.class));
  }

  @Test
  void saysWhichLibraryIsMissing() {
    application
        .withPropertyValues("switchboard.broker=relay")
        .withClassLoader(new FilteredClassLoader("reactor.netty"))
        .run(context ->
            assertThat(context)
                .getFailure()
                .hasRootCauseMessage(
                    "switchboard.broker is relay, which needs"
                        + " io.projectreactor.netty:reactor-netty-core, and it is not there: add it"
                        + " to the application's dependencies, or set"
                        + " switchboard.broker=embedded"));
  }

  @Test
  void saysWhatMayBeChosen() {
    application
        .withPropertyValues("switchboard.broker=rabbit")
        .run(
            context -> assertThat(context).getFailure().rootCause().hasMessageContaining("rabbit"));
  }
}
