package io.switchboard.demo;

import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/// Says, last of all, where the demo is and how to get in.
class StartBanner {
  private static final Logger log = LoggerFactory.getLogger(StartBanner.class);

  @EventListener
  @Order(Ordered.LOWEST_PRECEDENCE)
  void print(ApplicationReadyEvent ready) {
    log.info(text(address(ready.getApplicationContext().getEnvironment())));
  }

  /// The port is the one that was bound, which `server.port=0` leaves to the machine.
  static URI address(Environment environment) {
    String scheme =
        environment.getProperty("server.ssl.enabled", Boolean.class, false) ? "https" : "http";
    String port = environment.getProperty("local.server.port", "8080");
    String path = environment.getProperty("server.servlet.context-path", "");
    return URI.create(scheme + "://localhost:" + port + path);
  }

  static String text(URI address) {
    return """


      Switchboard is at  %s
      Sign in as         alice/alice  bob/bob  carol/carol

      Open it in two browsers (or one private window) and sign in as two people.
    """
        .formatted(address);
  }
}
