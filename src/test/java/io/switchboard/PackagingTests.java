package io.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.MarkdownFile;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.FileSystemResource;

/// What comes with the image.
class PackagingTests {

  @Test
  void setsOnlyPropertiesThatThereAre() throws IOException {
    List<String> names =
        MarkdownFile.read("README.md").table("Configuration").stream()
            .map(row -> asVariable(row.getFirst()))
            .toList();

    assertThat(variablesOfCompose()).isNotEmpty().isSubsetOf(names);
  }

  private static List<String> variablesOfCompose() throws IOException {
    return new YamlPropertySourceLoader()
        .load("compose", new FileSystemResource("docker-compose.yml")).stream()
            .flatMap(
                source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
            .map(key -> key.substring(key.lastIndexOf('.') + 1))
            .filter(key -> key.startsWith("SWITCHBOARD_"))
            .toList();
  }

  /// The same everywhere: what the drain may take, what Boot's own shutdown may, and some more.
  @Test
  void givesAsLongToStopAsTheGuideSays() throws IOException {
    String guide = MarkdownFile.read("src/docs/operations.md").text();

    assertThat(Files.readString(Path.of("docker-compose.yml"))).contains("stop_grace_period: 65s");
    assertThat(guide)
        .contains("may take: 65 s", "terminationGracePeriodSeconds: 65", "TimeoutStopSec=65");
  }

  private static String asVariable(String property) {
    return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  @Test
  void isHealthyUntilItHangs() throws Exception {
    try (TestServer server = TestServer.start("management.server.port=0")) {
      assertThat(health(unusedPort(), server.managementPort())).isZero();
      assertThat(health(server.managementPort(), unusedPort())).isZero();

      server.publish(new AvailabilityChangeEvent<>(server, ReadinessState.REFUSING_TRAFFIC));
      assertThat(health(unusedPort(), server.managementPort())).isZero();

      server.publish(new AvailabilityChangeEvent<>(server, LivenessState.BROKEN));
      assertThat(health(unusedPort(), server.managementPort())).isEqualTo(1);
    }
  }

  @Test
  void isNotHealthyWhereNothingListens() throws Exception {
    assertThat(health(unusedPort(), unusedPort())).isEqualTo(1);
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// The exit status of what the image asks.
  private static int health(int managementPort, int port) throws Exception {
    ProcessBuilder health =
        new ProcessBuilder(Path.of("src/docker/health").toAbsolutePath().toString());
    health.environment().put("MANAGEMENT_SERVER_PORT", "" + managementPort);
    health.environment().put("SERVER_PORT", "" + port);
    return health.start().waitFor();
  }
}
