package io.switchboard.broker;

import io.switchboard.history.Draft;
import io.switchboard.history.Position;
import io.switchboard.history.Publication;
import io.switchboard.protocol.Headers;
import io.switchboard.protocol.StompVersion;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// A lane that the benchmark's own thread turns, and sessions whose wires take everything at once:
/// what is left is the broker's own work.
///
/// Confined to the benchmark's thread.
final class BenchLane {

  private static final SessionSettings SETTINGS =
      new SessionSettings(
          Duration.ZERO,
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          1024 * 1024,
          128,
          new RefusalLog());

  private final Lane lane = new Lane("bench", BenchLane::nowMillis);
  private int sessions;

  private static long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  Lane lane() {
    return lane;
  }

  /// A subscription of a new session.
  ///
  /// @param id the client's id for it
  Subscription subscription(String target, boolean byPattern, String id) {
    Session session =
        new Session("s" + sessions++, lane, new OpenWire(), Codec.WEBSOCKET, SETTINGS);
    FrameKey key = new FrameKey(id, StompVersion.V1_2, Codec.WEBSOCKET, false);
    return new Subscription(session, target, byPattern, key);
  }

  /// Hands the publication over as if it came from outside, and writes every outbox.
  void deliver(Publication publication) {
    lane.deliver(publication, lane.acquire(publication.body().length), System.nanoTime());
    lane.turn();
  }

  static Publication publication(String channel, int bodyBytes) {
    byte[] body = new byte[bodyBytes];
    Arrays.fill(body, (byte) 'x');
    Headers headers = Headers.of("content-type", "application/json");
    Draft draft = new Draft(channel, "/topic/" + channel, "alice", null, headers, body, true);
    return new Publication(draft, new Position("1y2p0ij32e8e7", 12_345), 1_795_201_200_000L);
  }

  private static final class OpenWire implements Wire {

    @Override
    public Transport transport() {
      return Transport.WEBSOCKET;
    }

    @Override
    public void writeNow(ByteBuffer bytes) {
      bytes.position(bytes.limit());
    }

    @Override
    public boolean write(ByteBuffer bytes, Written written) {
      bytes.position(bytes.limit());
      return true;
    }

    @Override
    public boolean canPing() {
      return true;
    }

    @Override
    public void ping() {}

    @Override
    public void close(int code, String reason) {}

    @Override
    public void abort() {}
  }
}
