package io.switchboard.broker;

import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;

/// What the server has moved since its start, and what it has to move yet. Reading costs those
/// nothing who move it.
///
/// Safe for use by any thread. What is added up was so within the last moment.
public final class Traffic {

  private final List<Lane> lanes;

  Traffic(List<Lane> lanes) {
    this.lanes = lanes;
  }

  /// Sessions that are open.
  public long sessions(Transport transport) {
    return sum(lane -> lane.traffic().sessions(transport));
  }

  /// MESSAGE frames that were handed to their session's wire.
  public long delivered() {
    return sum(lane -> lane.traffic().delivered());
  }

  /// MESSAGE frames that were queued and never sent.
  public long dropped(DropCause cause) {
    return sum(lane -> lane.traffic().dropped(cause));
  }

  /// Bytes that clients have not taken, of all sessions.
  public long waitingBytes() {
    return sum(lane -> lane.traffic().waitingBytes());
  }

  /// The most bytes that waited for any one session in the last minute or two.
  public long mostWaitingBytes() {
    return lanes.stream().mapToLong(lane -> lane.traffic().mostBytes(lane.now())).max().orElse(0);
  }

  /// Has each lane tell how long deliveries take, in nanoseconds: once for each batch of writes, of
  /// the message that took longest in it, from its arrival until it was handed to the last wire.
  ///
  /// @param listener in the place of the one before; called by lanes, so that it must never block
  public void onDelivery(LongConsumer listener) {
    lanes.forEach(lane -> lane.deliveries().listener(listener));
  }

  private long sum(ToLongFunction<Lane> count) {
    return lanes.stream().mapToLong(count).sum();
  }
}
