package io.switchboard.testing;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Has the servers of a test class relay to RabbitMQ, so that what a class says of the embedded
/// broker is said of the relay by a class that extends it and is extended with this. Skips the
/// class where there is no RabbitMQ.
public final class OnRabbitMq implements BeforeAllCallback, AfterAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    TestServer.always(List.of(RabbitMq.require().properties()));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    TestServer.always(List.of());
  }
}
