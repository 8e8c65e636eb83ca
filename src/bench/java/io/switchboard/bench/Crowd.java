package io.switchboard.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/// All clients, on one selector. Confined to the generator's thread.
final class Crowd implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// How many may be waiting for their CONNECTED while they are opened one after the other.
  private static final int MOST_WAITING = 200;

  private static final int BUFFER_BYTES = 512 * 1024;
  private static final int MOST_REASONS = 10;

  private final LoadOptions options;
  private final Selector selector;
  private final byte[] in = new byte[BUFFER_BYTES];
  private final List<Client> clients = new ArrayList<>();
  private final Histogram connectNanos = new Histogram(3);
  private final Map<String, Integer> reasons = new TreeMap<>(); // reason -> clients it was told
  private Tally tally = new Tally(0);
  private int phase;
  private int connected;
  private int gone;
  private int goneLater;

  Crowd(LoadOptions options) throws IOException {
    this.options = options;
    this.selector = Selector.open();
  }

  /// Opens the clients at the rate asked for and waits until each is connected or refused.
  ///
  /// @return how long it took, in nanoseconds
  long connectInTurn() throws IOException {
    return connect(options.audience().connectRate(), MOST_WAITING);
  }

  /// Opens all clients without waiting for any, then waits for all.
  ///
  /// @return how long it took, in nanoseconds
  long connectAtOnce() throws IOException {
    return connect(Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  private long connect(int perSecond, int mostWaiting) throws IOException {
    long start = System.nanoTime();
    long patienceNanos =
        PATIENCE.toNanos() + options.audience().clients() * 1_000_000_000L / perSecond;
    long elapsed = 0;
    while (connected + gone < options.audience().clients() && elapsed < patienceNanos) {
      double due = 1 + elapsed / 1e9 * perSecond;
      while (clients.size() < Math.min(due, options.audience().clients())
          && waiting() < mostWaiting) {
        open();
      }
      poll(1);
      elapsed = System.nanoTime() - start;
    }
    return elapsed;
  }

  private void open() throws IOException {
    Client client = new Client(this, options, clients.size());
    clients.add(client);
    client.open(selector);
  }

  private int waiting() {
    return clients.size() - connected - gone;
  }

  /// Does what is to be done on all connections, after waiting for it for that long at the most.
  void poll(long millis) throws IOException {
    selector.select(this::ready, millis);
  }

  private void ready(SelectionKey key) {
    if (key.attachment() instanceof Client client) {
      client.ready(in);
    }
  }

  /// A client got its CONNECTED.
  void ready(long nanos) {
    connected++;
    connectNanos.recordValue(nanos);
  }

  /// A client was refused, or lost its connection.
  void gone(boolean wasReady, String reason) {
    if (wasReady) {
      goneLater++;
    } else {
      gone++;
    }
    if (reasons.size() < MOST_REASONS || reasons.containsKey(reason)) {
      reasons.merge(reason, 1, Integer::sum);
    }
  }

  /// @throws IOException if not every client is there; says why
  void requireAll() throws IOException {
    if (present() < options.audience().clients()) {
      throw new IOException(
          "%d of %d clients are connected. %s"
              .formatted(present(), options.audience().clients(), reasons()));
    }
  }

  List<Client> clients() {
    return clients;
  }

  /// Counts anew; what is still on its way is not counted any more.
  void beginPhase() {
    phase++;
    tally = new Tally(phase);
  }

  /// Of the phase that was begun last.
  Tally tally() {
    return tally;
  }

  /// How many got their CONNECTED, whatever happened to them since.
  int connected() {
    return connected;
  }

  /// How many are connected now.
  int present() {
    return connected - goneLater;
  }

  /// From the call that opens the socket to CONNECTED.
  Histogram connectNanos() {
    return connectNanos;
  }

  /// Why clients are gone, most of all for people to read.
  String reasons() {
    return reasons.entrySet().stream()
        .map(reason -> reason.getValue() + " x " + reason.getKey())
        .collect(Collectors.joining("; "));
  }

  @Override
  public void close() throws IOException {
    for (Client client : clients) {
      client.close();
    }
    selector.close();
  }
}
