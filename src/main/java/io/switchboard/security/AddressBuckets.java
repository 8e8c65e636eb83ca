package io.switchboard.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// A bucket of tokens for each address that was heard of lately. Of more than 100,000 the least
/// wanted is forgotten, and gets a full one when it comes again: that many addresses are held by
/// the limit of all together.
///
/// Safe for use by any thread.
final class AddressBuckets {

  private static final int MOST = 100_000;

  private final LoadingCache<Network, Bucket> buckets;

  private AddressBuckets(Caffeine<Object, Object> cache, Supplier<Bucket> fresh) {
    this.buckets = cache.maximumSize(MOST).build(network -> fresh.get());
  }

  /// Of addresses that come and go: forgotten when they are full again.
  ///
  /// @param nanos a clock that never goes back
  static AddressBuckets ofVisitors(int perSecond, int burst, LongSupplier nanos) {
    Duration full = Duration.ofSeconds(1 + burst / perSecond);
    return new AddressBuckets(
        Caffeine.newBuilder().expireAfterAccess(full), () -> bucket(perSecond, burst, nanos));
  }

  /// Of addresses that stay: remembered while anybody keeps theirs, so that all have the same.
  ///
  /// @param nanos a clock that never goes back
  static AddressBuckets ofResidents(int perSecond, LongSupplier nanos) {
    return new AddressBuckets(
        Caffeine.newBuilder().weakValues(), () -> bucket(perSecond, perSecond, nanos));
  }

  /// The address's own.
  Bucket of(Network network) {
    return buckets.get(network);
  }

  /// Behind a lock, held briefly: without one each token that is taken makes garbage.
  static Bucket bucket(int perSecond, int burst, LongSupplier nanos) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
        .withSynchronizationStrategy(SynchronizationStrategy.SYNCHRONIZED)
        .withCustomTimePrecision(new Nanos(nanos))
        .build();
  }

  /// A bucket's clock.
  record Nanos(LongSupplier clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return clock.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
