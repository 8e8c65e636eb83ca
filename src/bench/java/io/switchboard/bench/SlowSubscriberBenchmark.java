package io.switchboard.bench;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/// Shows what one subscriber that reads nothing costs the others: the 99th percentile of their
/// latencies without and with it, in rounds that alternate.
///
/// Takes the options of the [LoadGenerator] for publishing; those of [#DEFAULTS] come first. At
/// that pace what waits for the slow one fills its sockets within two seconds and stays below the
/// outbox's bound of 1 MiB, so that it is there and slow until the round ends.
public final class SlowSubscriberBenchmark {

  private static final int ROUNDS = 7; // with the warm-up no more phases than stamps can tell apart

  private static final String[] DEFAULTS = {
    "--subscribers", "499", "--rate", "100", "--size", "1000", "--seconds", "5"
  };

  private static final int RECEIVE_BUFFER_BYTES = 4096;

  private static final long DRAIN_NANOS = 10_000_000_000L;

  private final LoadOptions options;
  private final Crowd crowd;
  private final Publisher publisher;
  private long lost;

  private SlowSubscriberBenchmark(LoadOptions options, Crowd crowd) {
    this.options = options;
    this.crowd = crowd;
    this.publisher = new Publisher(options, crowd);
  }

  public static void main(String[] arguments) throws IOException {
    Locale.setDefault(Locale.ROOT);
    String[] given = arguments.length == 0 ? DEFAULTS : arguments;
    LoadOptions options = LoadOptions.of(new Arguments(given));
    try (Crowd crowd = new Crowd(options)) {
      new SlowSubscriberBenchmark(options, crowd).run();
    }
  }

  private void run() throws IOException {
    crowd.connectInTurn();
    crowd.requireAll();
    phase(options.traffic().warmUpSeconds());
    double[] without = new double[ROUNDS];
    double[] with = new double[ROUNDS];
    lost = 0;
    for (int round = 0; round < ROUNDS; round++) {
      without[round] = phase(options.seconds());
      Socket slow = subscribeSlow();
      with[round] = phase(options.seconds());
      slow.close();
      System.out.printf(
          "round %d       p99 ms %.2f without, %.2f with%n",
          round + 1, without[round], with[round]);
    }
    report(median(without), median(with));
  }

  private void report(double without, double with) {
    System.out.printf("median p99 ms %.2f without, %.2f with%n", without, with);
    System.out.printf("ratio         %.2f%n", with / without);
    System.out.printf("lost          %d, gone %s%n", lost, crowd.reasons());
  }

  /// Publishes for so long and waits until all have got all.
  ///
  /// @return the 99th percentile in milliseconds
  private double phase(int seconds) throws IOException {
    crowd.beginPhase();
    publisher.publish(seconds);
    long end = System.nanoTime() + DRAIN_NANOS;
    while (crowd.tally().missing() > 0 && System.nanoTime() < end) {
      crowd.poll(10);
    }
    lost += crowd.tally().missing();
    return crowd.tally().latencyNanos().getValueAtPercentile(99) / 1e6;
  }

  /// Connects and subscribes, but reads no more than the answer to its handshake.
  private Socket subscribeSlow() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
    socket.connect(options.target().address());
    send(socket, Handshake.request(options.target()));
    byte[] answer = new byte[RECEIVE_BUFFER_BYTES];
    int length = 0;
    while (Handshake.read(answer, length) == 0) {
      int read = socket.getInputStream().read(answer, length, answer.length - length);
      if (read < 0) {
        throw new IOException("the server cut the slow client's handshake");
      }
      length += read;
    }
    send(socket, WebSocketFrames.text(StompFrames.connect(options.target())));
    send(socket, WebSocketFrames.text(StompFrames.subscribe(options.audience(), 0)));
    return socket;
  }

  private static void send(Socket socket, ByteBuffer bytes) throws IOException {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    socket.getOutputStream().write(copy);
  }

  private static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
