package io.switchboard.broker;

import io.switchboard.history.Position;
import io.switchboard.history.Streams;
import java.util.concurrent.atomic.AtomicLong;

/// Ids for messages that belong to no channel's stream, such as a controller's answer to one
/// session: positions of a stream of their own.
public final class MessageIds {

  private static final String EPOCH = Streams.newEpoch();
  private static final AtomicLong LAST = new AtomicLong();

  private MessageIds() {}

  public static String next() {
    return new Position(EPOCH, LAST.incrementAndGet()).toString();
  }
}
