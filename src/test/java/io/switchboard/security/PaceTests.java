package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.bucket4j.Bucket;
import io.switchboard.protocol.ClientFrame;
import io.switchboard.protocol.Headers;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PaceTests {

  private static final Headers NONE = Headers.builder().build();
  private static final ClientFrame SEND = new ClientFrame.Send(NONE, new byte[0]);
  private static final ClientFrame SUBSCRIBE = new ClientFrame.Subscribe(NONE);

  private static final Headers RECEIPT = Headers.of("receipt", "1");

  static final List<ClientFrame> ANSWERED =
      List.of(
          SEND,
          new ClientFrame.Begin(NONE),
          new ClientFrame.Commit(NONE),
          new ClientFrame.Abort(NONE),
          new ClientFrame.Ack(RECEIPT),
          new ClientFrame.Nack(RECEIPT),
          new ClientFrame.Unsubscribe(RECEIPT));

  static final List<ClientFrame> FREE =
      List.of(
          new ClientFrame.Ack(NONE),
          new ClientFrame.Nack(NONE),
          new ClientFrame.Unsubscribe(NONE),
          new ClientFrame.Disconnect(RECEIPT),
          ClientFrame.HeartBeat.INSTANCE);

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

  @ParameterizedTest
  @FieldSource("ANSWERED")
  void holdsWhatIsAnsweredToTheRateOfSends(ClientFrame frame) {
    granted(pace, SUBSCRIBE, 21);

    assertThat(granted(pace, frame, 21)).isEqualTo(20);

    assertThat(pace.judge(SEND)).isInstanceOf(Pace.TooFast.class);
    assertThat(refused(Limit.SENDS)).isEqualTo(2);
  }

  @ParameterizedTest
  @FieldSource("FREE")
  void holdsNothingElseToARate(ClientFrame frame) {
    granted(pace, SEND, 21);
    granted(pace, SUBSCRIBE, 21);

    assertThat(granted(pace, frame, 10_000)).isEqualTo(10_000);
  }

  @Test
  void holdsWhatHadNoRateToOneWhereItIsRefused() {
    for (int i = 0; i < 20; i++) {
      assertThat(pace.judgeRefused(new ClientFrame.Unsubscribe(NONE)))
          .isInstanceOf(Pace.Granted.class);
      assertThat(pace.judgeRefused(SUBSCRIBE)).isInstanceOf(Pace.Granted.class); // it was judged
    }

    assertThat(pace.judgeRefused(new ClientFrame.Unsubscribe(NONE)))
        .isEqualTo(new Pace.TooFast(Duration.ofMillis(100)));
    assertThat(pace.judgeRefused(SEND)).isInstanceOf(Pace.Granted.class);
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

  /// The others of its address have used up what they share, for as long as they like.
  @Test
  void closesNobodyForWhatItsNeighboursDo() {
    for (int i = 0; i < 600; i++) {
      sendsOfAll.of(Network.of("192.0.2.1")).tryConsumeAsMuchAsPossible();
      assertThat(pace.judge(SEND)).isEqualTo(new Pace.TooFast(Duration.ofMillis(10)));
      now.addAndGet(100 * MILLI);
    }

    assertThat(refused(Limit.SENDS)).isZero();
    assertThat(counts.closed().sum()).isZero();
  }

  /// Its neighbours' share is gone from time to time while it is too fast by itself.
  @Test
  void forgetsNoExcessForWhatItsNeighboursDo() {
    for (int i = 0; i < 100; i++) {
      granted(pace, SEND, 21);
      now.addAndGet(100 * MILLI);
      sendsOfAll.of(Network.of("192.0.2.1")).tryConsumeAsMuchAsPossible();
    }

    assertThat(granted(pace, SEND, 2)).isZero();
    assertThat(counts.closed().sum()).isPositive();
  }

  @Test
  void takesOneAtATimeFromItsAddressUntilItIsBusy() {
    Bucket address = AddressBuckets.bucket(5_000, 5_000, () -> 0);
    FrameRate rate = rate(address);
    List<Long> left = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      assertThat(rate.takeShared(i)).isZero();
      left.add(5_000 - address.getAvailableTokens());
    }

    assertThat(left)
        .containsExactly(1L, 3L, 3L, 7L, 7L, 7L, 7L, 15L, 15L, 15L, 15L, 15L, 15L, 15L, 15L, 31L);
  }

  @Test
  void takesNoMoreFromItsAddressThanIsFairHoweverBusyItIs() {
    Bucket address = AddressBuckets.bucket(5_000, 5_000, () -> 0);
    FrameRate rate = rate(address);
    for (int i = 0; i < 64; i++) {
      rate.takeShared(i); // 1, 2, 4, 8, 16, 32, and one of the 50 that are next
    }

    assertThat(address.getAvailableTokens()).isEqualTo(5_000 - 63 - 50);
  }

  @Test
  void takesOneFromItsAddressAfterAPause() {
    Bucket address = AddressBuckets.bucket(5_000, 5_000, () -> 0);
    FrameRate rate = rate(address);
    for (int i = 0; i < 100; i++) {
      rate.takeShared(1_000 * MILLI * i);
    }

    assertThat(address.getAvailableTokens()).isEqualTo(4_900);
  }

  /// All sends of all sessions come by here.
  @Test
  void allocatesNothingForAGrantedFrame() {
    allocatedBytesFor(1_000); // what is loaded at the first time

    assertThat(allocatedBytesFor(10_000)).isLessThan(10_000); // an object each would be 160,000
  }

  private long allocatedBytesFor(int frames) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < frames; i++) {
      now.addAndGet(200 * MILLI);
      if (!(pace.judge(SEND) instanceof Pace.Granted)) {
        throw new AssertionError("refused");
      }
    }
    return thread.getCurrentThreadAllocatedBytes() - before;
  }

  private FrameRate rate(Bucket address) {
    return new FrameRate(
        new TokenBucket(10, 20, 0),
        address,
        FrameRate.atATime(5_000),
        Limit.SENDS,
        Limit.SENDS_PER_ADDRESS,
        counts);
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
