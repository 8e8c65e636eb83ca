package io.switchboard.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.SwitchboardApplication;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A server in a process of its own, and the signals it gets.
class SignalTests {

  private static final Pattern PORT = Pattern.compile("Jetty started on port (\\d+)");

  @Test
  void aSecondSigtermChangesNothing() throws Exception {
    Process server = start();
    try (BufferedReader output = server.inputReader(StandardCharsets.UTF_8);
        StompSocket alice = StompSocket.connect(port(output), "alice")) {
      server.destroy();
      RawWebSocket.Frame close = alice.readClose();

      server.toHandle().destroy();
      alice.webSocket().send(RawWebSocket.CLOSE, close.payload());

      assertThat(close.closeCode()).isEqualTo(1012);
      assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).isEqualTo(143);
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void sigkillHalfWayEndsIt() throws Exception {
    Process server = start("--switchboard.drain.rate=1");
    try (BufferedReader output = server.inputReader(StandardCharsets.UTF_8)) {
      int port = port(output);
      try (StompSocket alice = StompSocket.connect(port, "alice");
          StompSocket bob = StompSocket.connect(port, "bob")) {
        server.destroy();
        assertThat(alice.readClose().closeCode()).isEqualTo(1012);

        server.destroyForcibly();

        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(bob.webSocket().socket().isConnected()).isTrue();
      }
    } finally {
      server.destroyForcibly();
    }
  }

  private static Process start(String... arguments) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SwitchboardApplication.class.getName(),
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--management.server.port=-1",
            "--switchboard.auth.jwt.secret=" + TestServer.SECRET);
    java.command().addAll(List.of(arguments));
    return java.redirectErrorStream(true).start();
  }

  private static int port(BufferedReader output) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return Integer.parseInt(port.group(1));
      }
      all.append(line).append('\n');
    }
    throw new IOException(all.toString());
  }
}
