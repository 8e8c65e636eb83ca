package io.switchboard.broker;

import io.switchboard.history.Draft;
import io.switchboard.history.Position;
import io.switchboard.history.Publication;
import io.switchboard.history.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessageChannel;

/// All lanes of the server: gives each session one, and each publication to all of them.
///
/// Safe for use by any thread but a lane's.
public final class Lanes {

  /// How long a lane may take to say which sessions it has.
  private static final int ANSWER_SECONDS = 10;

  private final List<Lane> lanes;
  private final Streams streams;
  private final AtomicInteger turn = new AtomicInteger();

  /// @param count event loops that share the sessions
  /// @param streams where publications get their positions
  public Lanes(int count, Streams streams) {
    this(count, streams, null);
  }

  /// @param outboundChannel each copy of a publication goes through its interceptors; `null` for
  ///   the fast way, in which there are no copies
  public Lanes(int count, Streams streams, @Nullable MessageChannel outboundChannel) {
    this.streams = streams;
    List<Lane> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(
          new Lane(
              "switchboard-lane-" + i,
              Lanes::nowMillis,
              outboundChannel == null ? null : new InterceptedDelivery(outboundChannel)));
    }
    this.lanes = List.copyOf(all);
  }

  private static long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  void start() {
    lanes.forEach(Lane::start);
  }

  /// For good; whatever is published from then on goes nowhere.
  void stop() {
    lanes.forEach(Lane::stop);
  }

  /// The lane for one session more: each in turn.
  Lane next() {
    return lanes.get(Math.floorMod(turn.getAndIncrement(), lanes.size()));
  }

  /// Publishes to the stream and hands over to all lanes in the stream's order. Waits first where
  /// the lanes are flooded; never holds a lock while it waits.
  Position publish(Draft draft) {
    return publish(draft, System.nanoTime());
  }

  /// The same of what came to the server a while ago.
  ///
  /// @param arrivedNanos when that was, by [System#nanoTime]
  Position publish(Draft draft, long arrivedNanos) {
    for (Lane lane : lanes) {
      lane.checkCaller(); // of all before the first gives any room
    }
    int units = 0;
    for (Lane lane : lanes) {
      units = lane.acquire(Drafts.bytesOf(draft));
    }
    int each = units;
    try {
      return streams.publish(draft, publication -> handOver(publication, each, arrivedNanos));
    } catch (RuntimeException | Error e) {
      lanes.forEach(lane -> lane.release(each));
      throw e;
    }
  }

  private void handOver(Publication publication, int units, long arrivedNanos) {
    for (int i = 0; i < lanes.size(); i++) {
      Lane lane = lanes.get(i);
      lane.execute(() -> lane.deliver(publication, units, arrivedNanos));
    }
  }

  /// Sessions in all lanes; exact only when nothing changes.
  int sessions() {
    return lanes.stream().mapToInt(Lane::sessionCount).sum();
  }

  /// Lets sessions in again after [#turnAway].
  void open() {
    lanes.forEach(Lane::open);
  }

  /// Closes the sessions that are opened from now on, until [#open].
  ///
  /// @return those that are open already
  List<Session> turnAway(Farewell farewell) {
    List<CompletableFuture<List<Session>>> asked =
        lanes.stream().map(lane -> lane.turnAway(farewell)).toList();
    return asked.stream()
        .flatMap(open ->
            open.completeOnTimeout(List.of(), ANSWER_SECONDS, TimeUnit.SECONDS).join().stream())
        .toList();
  }

  Traffic traffic() {
    return new Traffic(lanes);
  }

  /// Subscriptions in all lanes; exact only when nothing changes.
  int subscriptions() {
    return lanes.stream().mapToInt(lane -> lane.registry().size()).sum();
  }
}
