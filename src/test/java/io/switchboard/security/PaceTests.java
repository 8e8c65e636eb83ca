package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.ClientFrame;
import io.switchboard.protocol.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTests {

  private static final Headers NONE = Headers.builder().build();
  private static final ClientFrame SEND = new ClientFrame.Send(NONE, new byte[0]);
  private static final ClientFrame SUBSCRIBE = new ClientFrame.Subscribe(NONE);

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final AtomicLong now = new AtomicLong();
  private final LimitCounts counts = new LimitCounts();
  private final AddressBuckets sendsOfAll = AddressBuckets.ofResidents(100, now::get);
  private final AddressBuckets subscribesOfAll = AddressBuckets.ofResidents(100, now::get);
  private final Pace pace = paceOf("192.0.2.1");

  /// 10 a second of each kind, 20 at once, 10 s of excess; 100 a second and at once for an address.
  private Pace paceOf(String address) {
    Network network = Network.of(address);
    return new Pace(
        rate(sendsOfAll, network, Limit.SENDS, Limit.SENDS_PER_ADDRESS),
        rate(subscribesOfAll, network, Limit.SUBSCRIBES, Limit.SUBSCRIBES_PER_ADDRESS),
        Duration.ofSeconds(10),
        now::get,
        counts);
  }

  private FrameRate rate(AddressBuckets all, Network network, Limit own, Limit address) {
    return new FrameRate(
        new TokenBucket(10, 20, now.get()),
        all.of(network),
        FrameRate.atATime(100),
        own,
        address,
        counts);
  }

  @Test
  void grantsABurstAndRefusesWhatIsOverIt() {
    assertThat(granted(pace, SEND, 20)).isEqualTo(20);

    assertThat(pace.judge(SEND)).isEqualTo(new Pace.TooFast(Duration.ofMillis(100)));
    assertThat(refused(Limit.SENDS)).isEqualTo(1);
  }

  @Test
  void grantsAgainWhenItSaid() {
    granted(pace, SEND, 21);

    now.addAndGet(99 * MILLI);
    assertThat(pace.judge(SEND)).isEqualTo(new Pace.TooFast(Duration.ofMillis(1)));
    now.addAndGet(MILLI);

    assertThat(pace.judge(SEND)).isEqualTo(new Pace.Granted());
  }

  @Test
  void countsTheKindsByThemselves() {
    granted(pace, SEND, 21);

    assertThat(granted(pace, SUBSCRIBE, 21)).isEqualTo(20);
    assertThat(refused(Limit.SUBSCRIBES)).isEqualTo(1);
  }

  @Test
  void countsNoOtherFrames() {
    List<ClientFrame> others =
        List.of(
            new ClientFrame.Ack(NONE),
            new ClientFrame.Nack(NONE),
            new ClientFrame.Unsubscribe(NONE),
            new ClientFrame.Disconnect(NONE));
    granted(pace, SEND, 21);
    granted(pace, SUBSCRIBE, 21);

    for (ClientFrame other : others) {
      assertThat(granted(pace, other, 10_000)).isEqualTo(10_000);
    }
  }

  /// At twice its rate, so that every other frame is granted.
  @Test
  void closesWhoStaysInExcess() {
    granted(pace, SEND, 20);
    pace.judge(SEND);
    for (int i = 0; i < 199; i++) {
      now.addAndGet(50 * MILLI);
      assertThat(pace.judge(SEND)).isNotInstanceOf(Pace.TooLong.class);
    }
    assertThat(counts.closed().sum()).isZero();

    now.addAndGet(50 * MILLI);
    granted(pace, SEND, 1);

    assertThat(pace.judge(SEND)).isInstanceOf(Pace.TooLong.class);
    assertThat(counts.closed().sum()).isPositive();
  }

  @Test
  void forgetsAnExcessThatEnded() {
    granted(pace, SEND, 21);
    now.addAndGet(TimeUnit.SECONDS.toNanos(9));
    granted(pace, SEND, 20);

    for (int i = 0; i < 10; i++) {
      assertThat(pace.judge(SEND)).isInstanceOf(Pace.TooFast.class);
      now.addAndGet(TimeUnit.SECONDS.toNanos(6));
      granted(pace, SEND, 20);
    }

    assertThat(counts.closed().sum()).isZero();
  }

  @Test
  void holdsAllOfAnAddressTogether() {
    int granted = 0;
    for (int i = 0; i < 10; i++) {
      granted += granted(paceOf("192.0.2.1"), SEND, 20);
    }

    assertThat(granted).isEqualTo(100);
    assertThat(pace.judge(SEND)).isEqualTo(new Pace.TooFast(Duration.ofMillis(10)));
    assertThat(granted(paceOf("192.0.2.2"), SEND, 20)).isEqualTo(20);
    assertThat(refused(Limit.SENDS_PER_ADDRESS)).isEqualTo(101);
  }

  @Test
  void takesAtMostAHundredthOfASecondFromItsAddressAtOnce() {
    assertThat(FrameRate.atATime(1)).isEqualTo(1);
    assertThat(FrameRate.atATime(5_000)).isEqualTo(50);
    assertThat(FrameRate.atATime(1_000_000)).isEqualTo(64);
  }

  private static int granted(Pace pace, ClientFrame frame, int tries) {
    int granted = 0;
    for (int i = 0; i < tries; i++) {
      granted += pace.judge(frame) instanceof Pace.Granted ? 1 : 0;
    }
    return granted;
  }

  private long refused(Limit limit) {
    return Objects.requireNonNull(counts.frames().get(limit)).sum();
  }
}
