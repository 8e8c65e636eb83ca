package io.switchboard.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Stops a server with many clients by SIGTERM, starts it again on the same port, and shows how
/// soon all were back and how many came in the busiest second. The clients heed `retry-after`, each
/// with up to a second of its own more.
public final class RollingRestart {

  private static final String USAGE =
      """
      Restarts a server of its own, on this machine.

        --jar FILE      the server that runs by itself
        --clients N     1 to 5000 (500)
        --port N        8197
        --restart S     what the server is told that a restart takes, in seconds (5)
      """;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

  private final Path jar;
  private final int port;
  private final int count;
  private final int restartSeconds;
  private final List<ReturningClient> clients = new ArrayList<>();

  private RollingRestart(Arguments arguments) {
    this.jar = Path.of(arguments.text("--jar", ""));
    this.count = arguments.number("--clients", 500, 1, 5000);
    this.port = arguments.number("--port", 8197, 1024, 65535);
    this.restartSeconds = arguments.number("--restart", 5, 0, 3600);
    arguments.refuseTheRest();
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    if (Arguments.asksForHelp(arguments)) {
      System.out.print(USAGE);
      return;
    }
    new RollingRestart(new Arguments(arguments)).run();
  }

  private void run() throws IOException, InterruptedException {
    Process server = start();
    try (HttpClient http = HttpClient.newHttpClient();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      for (int i = 0; i < count; i++) {
        clients.add(new ReturningClient(http, clock, URI.create("ws://127.0.0.1:" + port + "/ws")));
      }
      clients.forEach(ReturningClient::connect);
      await(() -> connected(1) == count);
      long stopped = System.nanoTime();
      server.destroy();
      server.waitFor();
      long down = System.nanoTime();
      server = start();
      long up = System.nanoTime();
      await(() -> connected(2) == count);
      report(stopped, down, up);
      clients.forEach(ReturningClient::leave);
      clock.shutdownNow();
      http.shutdownNow();
    } finally {
      server.destroy();
    }
  }

  private Process start() throws IOException, InterruptedException {
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                "--spring.profiles.active=bench",
                "--server.port=" + port,
                "--switchboard.drain.restart=" + restartSeconds + "s")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")))
            .start();
    await(this::answers);
    return server;
  }

  private boolean answers() {
    try {
      HttpURLConnection asked =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/sockjs").toURL().openConnection();
      try (InputStream answer = asked.getInputStream()) {
        return answer.read() >= 0;
      }
    } catch (IOException e) {
      return false;
    }
  }

  private long connected(int times) {
    return clients.stream().filter(client -> client.connected() >= times).count();
  }

  private static void await(BooleanSupplier done) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("That takes too long");
      }
      Thread.sleep(50);
    }
  }

  private void report(long stopped, long down, long up) {
    long[] back =
        clients.stream().mapToLong(ReturningClient::lastConnectedNanos).sorted().toArray();
    System.out.printf(
        "%d clients, %d attempts after the stop%n"
            + "server down after %.1f s, up after %.1f s%n"
            + "first back after %.1f s, last after %.1f s%n"
            + "busiest second: %d%n",
        count,
        clients.stream().mapToInt(ReturningClient::attempts).sum() - count,
        seconds(down - stopped),
        seconds(up - stopped),
        seconds(back[0] - stopped),
        seconds(back[back.length - 1] - stopped),
        busiestSecond(back));
  }

  /// The most of the sorted times that lie within one second, wherever it begins.
  private static int busiestSecond(long[] nanos) {
    int most = 0;
    int from = 0;
    for (int to = 0; to < nanos.length; to++) {
      while (nanos[to] - nanos[from] >= 1_000_000_000L) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
