package io.switchboard.testing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/// A real RabbitMQ with its STOMP plugin: the one that `SWITCHBOARD_TEST_RABBITMQ` names as
/// `host:port`, else one of our own, started from what is installed and shared by all tests of this
/// JVM, with which it ends.
///
/// @param login of a user who may do all in the virtual host `/`
/// @param environment of its commands, `null` where it is not our own
public record RabbitMq(
    String host,
    int port,
    String login,
    String passcode,
    @Nullable Map<String, String> environment) {

  private static final String VARIABLE = "SWITCHBOARD_TEST_RABBITMQ";
  private static final Path BIN = Path.of("/usr/lib/rabbitmq/bin");
  private static final long PATIENCE_SECONDS = 60;

  private static @Nullable RabbitMq shared;

  /// @throws TestAbortedException if there is none and none can be started
  public static synchronized RabbitMq require() {
    if (shared == null) {
      shared = find();
    }
    return shared;
  }

  private static RabbitMq find() {
    String given = System.getenv(VARIABLE);
    if (given != null && !given.isBlank()) {
      int colon = given.lastIndexOf(':');
      int port = Integer.parseInt(given.substring(colon + 1));
      return new RabbitMq(given.substring(0, colon), port, "guest", "guest", null);
    }
    if (!Files.isExecutable(BIN.resolve("rabbitmq-server"))) {
      throw new TestAbortedException(
          "There is no RabbitMQ: install rabbitmq-server, or name one with its STOMP plugin in "
              + VARIABLE
              + "=host:port");
    }
    try {
      return start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends with this JVM, however that ends: the shell that started it then reads the end of its
  /// input.
  private static RabbitMq start() throws IOException {
    Path home = Files.createTempDirectory("rabbitmq");
    int stomp = freePort();
    Files.writeString(home.resolve("enabled_plugins"), "[rabbitmq_stomp].");
    Files.writeString(
        home.resolve("rabbitmq.conf"),
        "listeners.tcp = none\nstomp.listeners.tcp.1 = 127.0.0.1:" + stomp + "\n");
    String script =
        "epmd -port $ERL_EPMD_PORT -address 127.0.0.1 & "
            + BIN.resolve("rabbitmq-server")
            + " & cat > /dev/null; rm -rf \"$1\"; kill -KILL 0";
    ProcessBuilder builder =
        new ProcessBuilder("setsid", "sh", "-c", script, "sh", home.toString())
            .redirectErrorStream(true)
            .redirectOutput(new File(home.toFile(), "output"));
    Map<String, String> environment = environment(home, stomp);
    builder.environment().putAll(environment);
    Process process = builder.start();
    RabbitMq broker = new RabbitMq("127.0.0.1", stomp, "guest", "guest", environment);
    broker.awaitReady(process);
    return broker;
  }

  private static Map<String, String> environment(Path home, int stomp) throws IOException {
    return Map.of(
        "HOME",
        home.toString(),
        "ERL_EPMD_PORT",
        Integer.toString(freePort()),
        "RABBITMQ_DIST_PORT",
        Integer.toString(freePort()),
        "RABBITMQ_NODENAME",
        "switchboard" + stomp + "@localhost",
        "RABBITMQ_MNESIA_BASE",
        home.resolve("mnesia").toString(),
        "RABBITMQ_LOG_BASE",
        home.resolve("log").toString(),
        "RABBITMQ_PID_FILE",
        home.resolve("pid").toString(),
        "RABBITMQ_ENABLED_PLUGINS_FILE",
        home.resolve("enabled_plugins").toString(),
        "RABBITMQ_CONFIG_FILE",
        home.resolve("rabbitmq.conf").toString(),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
        "-kernel inet_dist_use_interface {127,0,0,1}");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady(Process process) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("RabbitMQ did not start: " + environment);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  /// Whether it takes a STOMP connection now.
  public boolean answers() {
    try (Socket socket = new Socket(host, port)) {
      String frame = "CONNECT\naccept-version:1.2\nlogin:guest\npasscode:guest\nhost:/\n\n\0";
      OutputStream out = socket.getOutputStream();
      out.write(frame.getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      return new String(in.readNBytes(9), StandardCharsets.UTF_8).equals("CONNECTED");
    } catch (IOException e) {
      return false;
    }
  }

  /// Runs `rabbitmqctl`.
  ///
  /// @return what it printed
  public String control(String... arguments) throws IOException, InterruptedException {
    if (environment == null) {
      throw new TestAbortedException("The RabbitMQ of " + VARIABLE + " is not ours to control");
    }
    List<String> command = new ArrayList<>(List.of(BIN.resolve("rabbitmqctl").toString(), "-q"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(printed);
    }
    return printed;
  }

  /// The properties that have a server relay to it.
  public String[] properties() {
    return properties(host, port);
  }

  /// The same for a server that reaches it by another way.
  public String[] properties(String otherHost, int otherPort) {
    return new String[] {
      "switchboard.broker=relay",
      "switchboard.relay.host=" + otherHost,
      "switchboard.relay.port=" + otherPort,
      "switchboard.relay.login=" + login,
      "switchboard.relay.passcode=" + passcode
    };
  }
}
