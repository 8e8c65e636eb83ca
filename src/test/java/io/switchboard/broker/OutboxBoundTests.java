package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.CloseCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What an [Outbox] does with a client that takes too little, and with one that is gone.
class OutboxBoundTests {

  private static final int BOUND = 200_000;
  private static final String STUCK = "x".repeat(100);

  private final ManualLane lane = new ManualLane();
  private final FakeWire wire = new FakeWire();
  private final List<String> events = new ArrayList<>();
  private final Outbox outbox =
      new Outbox(lane.lane(), wire, BOUND, this::tooSlow, new RefusalLog());

  private void tooSlow() {
    events.add("too slow");
    outbox.closeAtOnce(CloseCode.TOO_SLOW);
  }

  @AfterEach
  void asksTheWireOneThingAtATime() {
    assertThat(wire.breaches()).isEmpty();
  }

  @Test
  void keepsWhatFitsTheBound() {
    stick();
    outbox.add(Frames.many('x', BOUND - outbox.unsentBytes()));
    lane.settle();

    assertThat(outbox.isOpen()).isTrue();
    assertThat(outbox.unsentBytes()).isEqualTo(BOUND);
  }

  @Test
  void closesWhoIsOverTheBoundAtTheNextFrame() {
    stick();
    outbox.add(Frames.many('x', BOUND - outbox.unsentBytes()));
    outbox.add(Frames.many("x"));
    assertThat(events).containsExactly("too slow");
    assertThat(outbox.unsentBytes()).isEqualTo(STUCK.length());

    wire.complete();
    lane.settle();

    assertThat(wire.written()).isEqualTo(STUCK);
    assertThat(wire.goodbyes()).containsExactly(Farewell.of(CloseCode.TOO_SLOW));
  }

  /// What goes at once is taken before anybody is judged, but not only when the batch ends: until
  /// then more may be queued than there is memory for.
  @Test
  void closesWhoIsOverTheBoundAndTakesNothing() {
    wire.hold();
    outbox.add(Frames.many('x', BOUND));
    assertThat(events).isEmpty();
    assertThat(wire.writes()).isEmpty();

    outbox.add(Frames.many("x"));
    assertThat(events).containsExactly("too slow");
    assertThat(outbox.unsentBytes()).isEqualTo(BOUND);
    wire.complete();
    lane.settle();

    assertThat(wire.goodbyes()).containsExactly(Farewell.of(CloseCode.TOO_SLOW));
  }

  @Test
  void givesWhoIsOverTheBoundOneChanceToTakeItAll() {
    outbox.add(Frames.many('x', BOUND));
    outbox.add(Frames.many('y', BOUND));
    lane.settle();

    assertThat(wire.written()).hasSize(2 * BOUND);
    assertThat(outbox.isOpen()).isTrue();
    assertThat(outbox.unsentBytes()).isZero();
  }

  @Test
  void writesBeforeTheBatchEndsWhatIsOverTheBound() {
    for (int i = 0; i < 1_000; i++) {
      outbox.add(Frames.many('x', 10_000));
      assertThat(outbox.unsentBytes()).isLessThanOrEqualTo(BOUND);
    }
    lane.settle();

    assertThat(events).isEmpty();
    assertThat(wire.written()).hasSize(10_000_000);
  }

  @Test
  void keepsNoMoreThanTheBoundOfOneBatchForWhoTakesNothing() {
    wire.hold();
    for (int i = 0; i < 1_000; i++) {
      outbox.add(Frames.many('x', 10_000));
      assertThat(outbox.unsentBytes()).isLessThanOrEqualTo(BOUND);
    }

    assertThat(events).containsExactly("too slow");
  }

  @Test
  void writesNothingOfWhatIsHeldWhereItIsOverTheBound() {
    outbox.hold();
    outbox.add(Frames.many('x', BOUND + 1));
    lane.settle();

    assertThat(events).containsExactly("too slow");
    assertThat(wire.writes()).isEmpty();
    assertThat(wire.goodbyes()).containsExactly(Farewell.of(CloseCode.TOO_SLOW));
  }

  /// The goodbye is the wire's to say, not one more time by the outbox.
  @Test
  void sendsTheLastFrameEvenOverTheBound() {
    outbox.add(Frames.many('x', BOUND));
    outbox.close(Farewell.of(CloseCode.NORMAL));
    outbox.addLast(Frames.one("the close"), () -> events.add("after"));
    lane.settle();

    assertThat(wire.written()).endsWith("the close");
    assertThat(wire.goodbyes()).isEmpty();
    assertThat(events).containsExactly("after");
  }

  @Test
  void countsPongsAgainstTheBound() {
    stick();
    for (int i = 0; outbox.isOpen() && i < BOUND; i++) {
      outbox.addControl(Frames.one("pong"));
    }

    assertThat(events).containsExactly("too slow");
    assertThat(outbox.unsentBytes()).isLessThanOrEqualTo(BOUND);
  }

  @Test
  void keepsNoMoreThanTheBoundOfPongsWhileItCloses() {
    stick();
    outbox.close(Farewell.of(CloseCode.NORMAL));
    for (int i = 0; i < BOUND; i++) {
      outbox.addControl(Frames.one("pong"));
    }

    assertThat(outbox.unsentBytes()).isLessThanOrEqualTo(BOUND);
  }

  @Test
  void keepsNoMoreThanTheBoundOfPongsAfterTheGoodbye() {
    outbox.close(Farewell.of(CloseCode.NORMAL));
    lane.settle();
    wire.hold();
    for (int i = 0; i < BOUND; i++) {
      outbox.addControl(Frames.one("pong"));
      lane.settle();
    }

    assertThat(outbox.unsentBytes()).isBetween(BOUND / 2, BOUND + 64);
  }

  @Test
  void endsTheConnectionWhenAWriteFails() {
    stick();
    outbox.add(Frames.many("waiting"));
    wire.fail();
    lane.settle();

    assertThat(wire.aborts()).isEqualTo(1);
    assertThat(outbox.unsentBytes()).isZero();
    assertThat(outbox.isWriting()).isFalse();
  }

  @Test
  void writesNothingMoreOnceAWriteHasFailed() {
    stick();
    wire.fail();
    lane.settle();
    wire.letGo();

    outbox.add(Frames.many("a message"));
    outbox.addControl(Frames.one("a pong"));
    outbox.addLast(Frames.one("the close"), () -> events.add("after"));
    outbox.close(Farewell.of(CloseCode.NORMAL));
    outbox.closeAtOnce(CloseCode.TOO_SLOW);
    lane.settle();

    assertThat(wire.written()).isEqualTo(STUCK);
    assertThat(wire.goodbyes()).isEmpty();
    assertThat(wire.aborts()).isEqualTo(1);
    assertThat(events).containsExactly("after");
  }

  @Test
  void tellsWhoWaitsForTheLastFrameWhenItsWriteFails() {
    wire.hold();
    outbox.addLast(Frames.one("the close"), () -> events.add("after"));
    lane.settle();
    assertThat(events).isEmpty();

    wire.fail();
    lane.settle();

    assertThat(events).containsExactly("after");
  }

  @Test
  void letsGoOfEverythingAtTheEnd() {
    stick();
    outbox.add(Frames.many("waiting"));
    outbox.addLast(Frames.one("the close"), () -> events.add("after"));
    outbox.end();

    assertThat(events).containsExactly("after");
    assertThat(outbox.unsentBytes()).isZero();
    assertThat(outbox.isWriting()).isFalse();
  }

  @Test
  void takesNothingAfterTheEnd() {
    stick();
    outbox.end();
    wire.complete();
    outbox.add(Frames.many("a message"));
    outbox.addControl(Frames.one("a pong"));
    outbox.addLast(Frames.one("the close"), () -> events.add("after"));
    outbox.close(Farewell.of(CloseCode.NORMAL));
    outbox.closeAtOnce(CloseCode.TOO_SLOW);
    outbox.end();
    lane.settle();

    assertThat(wire.written()).isEqualTo(STUCK);
    assertThat(wire.goodbyes()).isEmpty();
    assertThat(events).containsExactly("after");
    assertThat(outbox.unsentBytes()).isZero();
  }

  /// Begins a write that does not end.
  private void stick() {
    wire.hold();
    outbox.add(Frames.many(STUCK));
    lane.settle();
  }
}
