package io.switchboard.bench;

import io.switchboard.bench.Traffic.Pace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Publishes at the pace asked for. With one channel its first client publishes; with several all
/// take turns, each to its own channel. Confined to the generator's thread.
final class Publisher {

  /// Published at the most before the next look at what has come.
  private static final int BURST = 64;

  /// A message that goes out later than this after it was due counts from when it was due, so that
  /// a server that stops taking messages does not look fast.
  private static final long LATE_NANOS = 1_000_000;

  private static final long SECOND_NANOS = 1_000_000_000;

  private final Audience audience;
  private final Traffic traffic;
  private final Crowd crowd;
  private final byte[] @Nullable [] sends; // of each channel, a SEND frame but for its stamp
  private int turn;

  Publisher(LoadOptions options, Crowd crowd) {
    this.audience = options.audience();
    this.traffic = options.traffic();
    this.crowd = crowd;
    this.sends = new byte[audience.channels()][];
  }

  /// Publishes for some seconds.
  void publish(int seconds) throws IOException {
    long start = System.nanoTime();
    long end = start + seconds * SECOND_NANOS;
    for (long now = start; now < end; now = System.nanoTime()) {
      switch (traffic.pace()) {
        case Pace.Window(int messages) -> fillWindow(messages);
        case Pace.Rate(int perSecond) -> catchUp(perSecond, start);
      }
    }
  }

  private void fillWindow(int messages) throws IOException {
    long most = (long) messages * audience.clients() / audience.channels();
    for (int i = 0; i < BURST && crowd.tally().missing() < most; i++) {
      Client client = next();
      if (client == null) {
        break;
      }
      publish(client, System.nanoTime());
    }
    crowd.poll(5);
  }

  private void catchUp(int perSecond, long startNanos) throws IOException {
    for (int i = 0; i < BURST; i++) {
      long due = startNanos + crowd.tally().published() * SECOND_NANOS / perSecond;
      long now = System.nanoTime();
      if (due > now) {
        crowd.poll(Math.ceilDiv(due - now, 1_000_000L));
        return;
      }
      Client client = next();
      if (client == null) {
        break;
      }
      publish(client, now - due > LATE_NANOS ? due : now);
    }
    crowd.poll(1);
  }

  /// Publishes one message to each channel.
  void publishToAll() {
    for (int i = 0; i < audience.channels(); i++) {
      publish(crowd.clients().get(i), System.nanoTime());
    }
  }

  /// Who publishes next.
  ///
  /// @return `null` where the server takes nothing from those who could
  private @Nullable Client next() throws IOException {
    int publishers = audience.channels() == 1 ? 1 : audience.clients();
    boolean any = false;
    for (int i = 0; i < publishers; i++) {
      Client client = crowd.clients().get(nextTurn(publishers));
      if (client.isReady() && !client.isClogged()) {
        return client;
      }
      any |= client.isReady();
    }
    if (any) {
      return null;
    }
    throw new IOException("nobody is left to publish: " + crowd.reasons());
  }

  private int nextTurn(int publishers) {
    turn = (turn + 1) % publishers;
    return turn;
  }

  private void publish(Client client, long nanoTime) {
    byte[] send = sendOf(client.index());
    Stamp.write(crowd.tally().stamp(nanoTime), send, send.length - 1 - traffic.bodyBytes());
    client.send(WebSocketFrames.frame(WebSocketFrames.TEXT, send));
    crowd.tally().published(audience.subscribersOf(client.index()));
  }

  private byte[] sendOf(int client) {
    int channel = client % audience.channels();
    byte[] send = sends[channel];
    if (send == null) {
      String head = StompFrames.send(audience.destinationOf(client), traffic.bodyBytes());
      byte[] start = head.getBytes(StandardCharsets.US_ASCII);
      send = Arrays.copyOf(start, start.length + traffic.bodyBytes() + 1);
      Arrays.fill(send, start.length, send.length - 1, (byte) 'x');
      sends[channel] = send;
    }
    return send;
  }
}
