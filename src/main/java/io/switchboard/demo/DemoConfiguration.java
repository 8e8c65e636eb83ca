package io.switchboard.demo;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;

/// Chat, pages and sign-in of the demo. Does nothing without the profile `demo`.
@Configuration(proxyBeanMethods = false)
@Profile("demo")
@Import({DemoPages.class, DemoSecurity.class, StartBanner.class})
public class DemoConfiguration {

  @Bean
  RoomsController roomsController() {
    return new RoomsController(InstantSource.system());
  }

  @Bean
  MeController meController() {
    return new MeController();
  }
}
