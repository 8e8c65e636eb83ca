package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTests {

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 5})
  void givesItsBurstAtOnceWhateverTheClockSays(long start) {
    TokenBucket bucket = new TokenBucket(10, 3, start);

    assertThat(taken(bucket, start, 5)).isEqualTo(3);
  }

  @Test
  void saysHowLongToWait() {
    TokenBucket bucket = new TokenBucket(10, 3, 0);
    taken(bucket, 0, 3);

    assertThat(bucket.take(0)).isEqualTo(100 * MILLI);
    assertThat(bucket.take(40 * MILLI)).isEqualTo(60 * MILLI);
    assertThat(bucket.take(100 * MILLI - 1)).isEqualTo(1);
    assertThat(bucket.take(100 * MILLI)).isZero();
    assertThat(bucket.take(100 * MILLI)).isEqualTo(100 * MILLI);
  }

  @Test
  void givesItsRateForEver() {
    TokenBucket bucket = new TokenBucket(50, 200, 0);
    taken(bucket, 0, 200);
    int taken = 0;

    for (int second = 1; second <= 60; second++) {
      taken += taken(bucket, TimeUnit.SECONDS.toNanos(second), 1000);
    }

    assertThat(taken).isEqualTo(60 * 50);
  }

  @Test
  void neverHoldsMoreThanItsBurst() {
    TokenBucket bucket = new TokenBucket(50, 200, 0);

    assertThat(taken(bucket, TimeUnit.DAYS.toNanos(365), 1000)).isEqualTo(200);
  }

  @Test
  void losesNothingToTriesThatFail() {
    TokenBucket bucket = new TokenBucket(1, 1, 0);
    taken(bucket, 0, 1000);

    assertThat(bucket.take(TimeUnit.SECONDS.toNanos(1))).isZero();
  }

  @Test
  void givesAMillionASecond() {
    TokenBucket bucket = new TokenBucket(1_000_000, 1, 0);

    assertThat(bucket.take(0)).isZero();
    assertThat(bucket.take(999)).isEqualTo(1);
    assertThat(bucket.take(1000)).isZero();
  }

  private static int taken(TokenBucket bucket, long now, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += bucket.take(now) == 0 ? 1 : 0;
    }
    return taken;
  }
}
