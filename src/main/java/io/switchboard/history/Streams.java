package io.switchboard.history;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All streams of the server, in memory.
///
/// A stream lives from its first publication until it has been silent for a while or too many
/// others were used since; then the next publication begins a new life with a new epoch. So the
/// number of names that clients think up bounds nothing but this cache.
///
/// Safe for use by any thread.
public final class Streams {

  private final Cache<String, ChannelStream> streams;
  private final InstantSource clock;

  /// @param maximum how many streams are kept at the most
  /// @param idle how long a silent stream is kept
  public Streams(long maximum, Duration idle, InstantSource clock) {
    this(maximum, idle, clock, Ticker.systemTicker());
  }

  /// @param ticker nanoseconds, by which a stream's silence is told
  Streams(long maximum, Duration idle, InstantSource clock, Ticker ticker) {
    this.clock = clock;
    this.streams =
        Caffeine.newBuilder()
            .maximumSize(maximum)
            .expireAfterAccess(idle)
            .ticker(ticker)
            // Runs inside the cache's own removal, so no second life begins before the first ended.
            .evictionListener(Streams::end)
            .build();
  }

  /// Gives the draft its position and hands it to the receiver before any later one of its channel.
  ///
  /// @param receiver runs under the channel's lock: must neither block nor publish
  public Position publish(Draft draft, Consumer<Publication> receiver) {
    while (true) {
      ChannelStream stream = streams.get(draft.channel(), channel -> new ChannelStream(newEpoch()));
      Position position = stream.append(draft, clock, receiver);
      if (position != null) {
        return position;
      }
    }
  }

  private static void end(
      @Nullable String channel, @Nullable ChannelStream stream, RemovalCause cause) {
    if (stream != null) {
      stream.end();
    }
  }

  /// How many streams are alive, for metrics and tests.
  public long size() {
    streams.cleanUp();
    return streams.estimatedSize();
  }

  /// A word that no stream of this server had before, to all intents and purposes.
  public static String newEpoch() {
    return Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX);
  }
}
