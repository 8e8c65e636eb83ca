package io.switchboard.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.SwitchboardApplication;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExplainChannelTests {

  /// Also while a server runs on that port.
  @Test
  void printsThePolicyAndEnds() throws IOException, InterruptedException {
    try (TestServer running = TestServer.start()) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  SwitchboardApplication.class.getName(),
                  "--spring.profiles.active=demo",
                  "--server.port=" + running.port(),
                  "--switchboard.explain-channel=rooms.lobby")
              .redirectErrorStream(true)
              .start();

      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(printed).contains("rooms.lobby", "rooms.*", "authenticated", "nobody");
      assertThat(printed).doesNotContain("Jetty started");
    }
  }
}
