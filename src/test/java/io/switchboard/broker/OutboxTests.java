package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.CloseCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTests {

  private static final int BOUND = 200_000;

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
  void writesWhatATurnBroughtAtOnceAndInOrder() {
    outbox.add(Frames.many("one "));
    outbox.add(Frames.one("two "));
    outbox.addControl(Frames.one("three "));
    outbox.add(Frames.many("four"));
    lane.settle();

    assertThat(wire.writes()).containsExactly("one two three four");
    assertThat(outbox.unsentBytes()).isZero();
    assertThat(outbox.isWriting()).isFalse();
  }

  @Test
  void writesNothingWhereThereIsNothing() {
    outbox.run();

    assertThat(wire.writes()).isEmpty();
  }

  @Test
  void gathersWhatComesDuringAWriteForTheNext() {
    wire.hold();
    outbox.add(Frames.many("one "));
    lane.settle();
    outbox.add(Frames.many("two "));
    outbox.add(Frames.many("three"));
    lane.settle();
    assertThat(wire.writes()).containsExactly("one ");

    wire.complete();
    lane.settle();

    assertThat(wire.writes()).containsExactly("one ", "two three");
  }

  @Test
  void countsWhatIsNotYetWrittenInFull() {
    wire.hold();
    outbox.add(Frames.many('a', 100));
    lane.settle();
    outbox.add(Frames.many('b', 1_000));
    outbox.add(Frames.many('c', 70_000));
    assertThat(outbox.unsentBytes()).isEqualTo(71_100);

    wire.complete();
    lane.settle();
    assertThat(outbox.unsentBytes()).isEqualTo(71_000);

    wire.complete();
    lane.settle();
    assertThat(outbox.unsentBytes()).isEqualTo(70_000);
  }

  @Test
  void countsASmallFrameForWhatItTakesUp() {
    outbox.add(Frames.one("2b"));

    assertThat(outbox.unsentBytes()).isEqualTo(64);
  }

  @Test
  void writesRunsOfAtMost64KiB() {
    for (char c = 'a'; c <= 'e'; c++) {
      outbox.add(Frames.many(c, 30_000));
    }
    lane.settle();

    assertThat(wire.writes()).extracting(String::length).containsExactly(60_000, 60_000, 30_000);
    assertThat(wire.written()).matches("a{30000}b{30000}c{30000}d{30000}e{30000}");
  }

  @Test
  void fillsARunToTheLastByte() {
    outbox.add(Frames.many('a', 65_536 - 10));
    outbox.add(Frames.many('b', 10));
    outbox.add(Frames.many('c', 1));
    lane.settle();

    assertThat(wire.writes()).extracting(String::length).containsExactly(65_536, 1);
  }

  @Test
  void writesALargerFrameAlone() {
    outbox.add(Frames.many("before"));
    outbox.add(Frames.many('x', 100_000));
    outbox.add(Frames.many("after"));
    lane.settle();

    assertThat(wire.writes()).extracting(String::length).containsExactly(6, 100_000, 5);
  }

  @Test
  void sharesItsRunsWithOutboxesThatGetTheSame() {
    FakeWire otherWire = new FakeWire();
    Outbox other = new Outbox(lane.lane(), otherWire, BOUND, () -> {}, new RefusalLog());
    for (SharedFrame frame : List.of(Frames.many("one "), Frames.many("two"))) {
      outbox.add(frame);
      other.add(frame);
    }
    lane.settle();

    assertThat(otherWire.buffers().getFirst().array()).isSameAs(wire.buffers().getFirst().array());
  }

  @Test
  void ownsThePositionOfEachBuffer() {
    SharedFrame frame = Frames.many("message");
    outbox.add(frame);
    lane.settle();
    wire.buffers().getFirst().position(7);

    outbox.add(frame);
    lane.settle();

    assertThat(wire.writes()).containsExactly("message", "message");
  }

  @Test
  void isDoneWithWhatWentAtOnce() {
    wire.takesNow(1_000).hold();
    outbox.add(Frames.many("one "));
    lane.settle();
    outbox.add(Frames.many("two"));
    lane.settle();

    assertThat(wire.writes()).containsExactly("one ", "two");
    assertThat(outbox.isWriting()).isFalse();
    assertThat(outbox.unsentBytes()).isZero();
  }

  @Test
  void writesTheRestOfWhatDidNotGoAtOnce() {
    wire.takesNow(5).hold();
    outbox.add(Frames.many("hello "));
    outbox.add(Frames.many("world"));
    lane.settle();
    assertThat(wire.writes()).containsExactly("hello", " world");
    assertThat(outbox.isWriting()).isTrue();

    wire.complete();
    lane.settle();

    assertThat(outbox.isWriting()).isFalse();
    assertThat(outbox.unsentBytes()).isZero();
  }

  /// From the second one on a run is written from memory that all share.
  @Test
  void writesTheRestOfASharedRunToEachOutbox() {
    List<FakeWire> wires = new ArrayList<>();
    SharedFrame hello = Frames.many("hello ");
    SharedFrame world = Frames.many("world");
    for (int taken = 0; taken <= "hello world".length(); taken++) {
      wires.add(new FakeWire().takesNow(taken).hold());
      Outbox another = new Outbox(lane.lane(), wires.getLast(), BOUND, () -> {}, new RefusalLog());
      another.add(hello);
      another.add(world);
    }
    lane.settle();

    assertThat(wires).allMatch(wire -> wire.written().equals("hello world"));
  }

  @Test
  void writesTheAnswerToACloseThatIsStillQueuedAtTheEnd() {
    outbox.addLast(Frames.one("the close"), () -> events.add("after"));
    outbox.end();

    assertThat(wire.writes()).containsExactly("the close");
    assertThat(events).containsExactly("after");
  }

  @Test
  void closesOnceAllWasWritten() {
    wire.hold();
    outbox.add(Frames.many("one "));
    lane.settle();
    outbox.add(Frames.many("two"));
    outbox.close(Farewell.of(CloseCode.NORMAL));
    outbox.add(Frames.many("too late"));
    lane.settle();
    assertThat(wire.goodbyes()).isEmpty();

    wire.complete();
    lane.settle();
    wire.complete();
    lane.settle();

    assertThat(wire.writes()).containsExactly("one ", "two");
    assertThat(wire.goodbyes()).containsExactly(Farewell.of(CloseCode.NORMAL));
    assertThat(outbox.isOpen()).isFalse();
  }

  @Test
  void saysOneGoodbyeTheFirst() {
    outbox.close(Farewell.of(CloseCode.NORMAL));
    outbox.close(Farewell.of(CloseCode.GOING_AWAY));
    lane.settle();
    outbox.close(Farewell.of(CloseCode.GOING_AWAY));
    outbox.closeAtOnce(CloseCode.TOO_SLOW);
    lane.settle();

    assertThat(wire.goodbyes()).containsExactly(Farewell.of(CloseCode.NORMAL));
  }

  @Test
  void dropsWhatWaitsWhenItIsToCloseAtOnce() {
    wire.hold();
    outbox.add(Frames.many("half sent"));
    lane.settle();
    outbox.add(Frames.many("waiting"));
    outbox.add(Frames.many('x', 70_000));
    outbox.closeAtOnce(CloseCode.SILENT);
    lane.settle();

    wire.complete();
    lane.settle();

    assertThat(wire.writes()).containsExactly("half sent");
    assertThat(wire.goodbyes()).containsExactly(Farewell.of(CloseCode.SILENT));
  }

  @Test
  void closesAtOnceWhoIsSlowToLeave() {
    wire.hold();
    outbox.add(Frames.many("half sent"));
    lane.settle();
    outbox.add(Frames.many("waiting"));
    outbox.close(Farewell.of(CloseCode.NORMAL));
    outbox.closeAtOnce(CloseCode.TOO_SLOW);
    wire.complete();
    lane.settle();

    assertThat(wire.writes()).containsExactly("half sent");
    assertThat(wire.goodbyes()).containsExactly(Farewell.of(CloseCode.TOO_SLOW));
  }

  @Test
  void sendsTheTransportsLastFrameAfterTheGoodbye() {
    outbox.add(Frames.many("message "));
    outbox.close(Farewell.of(CloseCode.NORMAL));
    lane.settle();

    outbox.addControl(Frames.one("a pong "));
    outbox.addLast(Frames.one("the close"), () -> events.add("after"));
    lane.settle();

    assertThat(wire.written()).isEqualTo("message a pong the close");
    assertThat(events).containsExactly("after");
  }

  @Test
  void sendsNothingAfterTheLastFrame() {
    outbox.addLast(Frames.one("the close"), () -> events.add("after"));
    outbox.add(Frames.many("a message"));
    outbox.addControl(Frames.one("a pong"));
    outbox.addLast(Frames.one("another close"), () -> events.add("refused"));
    outbox.close(Farewell.of(CloseCode.NORMAL));
    outbox.closeAtOnce(CloseCode.TOO_SLOW);
    lane.settle();

    assertThat(wire.writes()).containsExactly("the close");
    assertThat(wire.goodbyes()).isEmpty();
    assertThat(events).containsExactly("refused", "after");
  }

  @Test
  void dropsWhatWaitsWhenTheOtherSideCloses() {
    wire.hold();
    outbox.add(Frames.many("half sent "));
    lane.settle();
    outbox.add(Frames.many("nobody reads this"));
    outbox.addLast(Frames.one("the close"), () -> events.add("after"));
    lane.settle();
    wire.complete();
    lane.settle();
    assertThat(events).isEmpty();

    wire.complete();
    lane.settle();

    assertThat(wire.written()).isEqualTo("half sent the close");
    assertThat(events).containsExactly("after");
  }

  @Test
  void sendsWhatWaitsBeforeTheLastFrameWhenThisSideCloses() {
    wire.hold();
    outbox.add(Frames.many("half sent "));
    lane.settle();
    outbox.add(Frames.many("an ERROR "));
    outbox.close(Farewell.of(CloseCode.PROTOCOL));
    outbox.addLast(Frames.one("the close"), () -> events.add("after"));
    wire.complete();
    lane.settle();
    wire.complete();
    lane.settle();

    assertThat(wire.written()).isEqualTo("half sent an ERROR the close");
    assertThat(events).containsExactly("after");
    assertThat(wire.goodbyes()).isEmpty();
  }
}
