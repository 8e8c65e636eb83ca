package io.switchboard;

import io.switchboard.demo.DemoConfiguration;
import io.switchboard.operations.ActuatorSecurity;
import io.switchboard.security.PageHeaders;
import io.switchboard.security.SessionCookie;
import io.switchboard.transport.TlsSettings;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.observation.SecurityObservationSettings;

/// Runs Switchboard by itself. An application that has it as a library needs none of this: there
/// the auto-configuration does.
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({ActuatorSecurity.class, DemoConfiguration.class, SessionCookie.class, TlsSettings.class})
public class SwitchboardApplication {

  /// The server's own defaults stand in `switchboard.yml`, which an `application.yml` beside the
  /// jar overrides.
  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(SwitchboardApplication.class);
    application.setDefaultProperties(Map.of("spring.config.name", "switchboard,application"));
    application.run(args);
  }

  /// For pages of nobody's: the demo's have scripts of their own.
  @Bean
  PageHeaders switchboardPageHeaders() {
    return new PageHeaders();
  }

  /// Spring Security would time each of its filters for every request, which is a quarter of what a
  /// handshake allocates.
  @Bean
  SecurityObservationSettings switchboardSecurityObservations() {
    return SecurityObservationSettings.noObservations();
  }
}
