package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineWheelTests {

  private static final long TICK = DeadlineWheel.TICK_MILLIS;

  /// Longer than the wheel takes to come round.
  private static final long ROUND = 512 * TICK;

  private final DeadlineWheel wheel = new DeadlineWheel(0);

  /// Counts how often it was met and remembers when last.
  private static class Counted extends DeadlineWheel.Deadline {
    int met;
    long metMillis = -1;

    @Override
    void due(long nowMillis) {
      met++;
      metMillis = nowMillis;
    }
  }

  @Test
  void meetsADeadlineAtTheFirstTickAfterItAndNeverBefore() {
    Counted deadline = new Counted();
    wheel.set(deadline, 1_020);

    wheel.advance(1_000);
    wheel.advance(1_049);
    assertThat(deadline.met).isZero();

    wheel.advance(1_050);
    assertThat(deadline.metMillis).isEqualTo(1_050);
  }

  @Test
  void meetsADeadlineOnce() {
    Counted deadline = new Counted();
    wheel.set(deadline, 1_000);

    wheel.advance(1_000);
    wheel.advance(1_000 + 3 * ROUND);

    assertThat(deadline.met).isEqualTo(1);
    assertThat(wheel.isEmpty()).isTrue();
  }

  @Test
  void meetsWhatWasDueAlreadyAtTheNextTick() {
    Counted deadline = new Counted();
    wheel.advance(1_000);
    wheel.set(deadline, 10);

    wheel.advance(1_049);
    assertThat(deadline.met).isZero();

    wheel.advance(1_050);
    assertThat(deadline.met).isEqualTo(1);
  }

  @Test
  void movesADeadline() {
    Counted deadline = new Counted();
    wheel.set(deadline, 1_000);
    wheel.set(deadline, 2_000);

    wheel.advance(1_999);
    assertThat(deadline.met).isZero();
    assertThat(wheel.size()).isEqualTo(1);

    wheel.advance(2_000);
    assertThat(deadline.met).isEqualTo(1);
  }

  @Test
  void forgetsACancelledDeadline() {
    Counted deadline = new Counted();
    wheel.set(deadline, 1_000);
    wheel.cancel(deadline);
    wheel.cancel(deadline);

    wheel.advance(2_000);

    assertThat(deadline.met).isZero();
    assertThat(wheel.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void cancelsAnyOfThoseThatAreDueAtOnce(int cancelled) {
    List<Counted> deadlines = List.of(new Counted(), new Counted(), new Counted());
    deadlines.forEach(deadline -> wheel.set(deadline, 1_000));
    wheel.cancel(deadlines.get(cancelled));

    wheel.advance(1_000);

    for (int i = 0; i < 3; i++) {
      assertThat(deadlines.get(i).met).isEqualTo(i == cancelled ? 0 : 1);
    }
    assertThat(wheel.isEmpty()).isTrue();
  }

  @Test
  void meetsADeadlineThatIsRoundsAwayInItsOwnRound() {
    Counted near = new Counted();
    Counted far = new Counted();
    wheel.set(near, 1_000);
    wheel.set(far, 1_000 + 2 * ROUND);

    advanceTickByTick(1_000 + 2 * ROUND - 1);
    assertThat(near.metMillis).isEqualTo(1_000);
    assertThat(far.met).isZero();

    wheel.advance(1_000 + 2 * ROUND);
    assertThat(far.met).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {ROUND - TICK, ROUND, ROUND + TICK, 10 * ROUND + 7})
  void meetsEverythingAfterALongPause(long pause) {
    List<Counted> deadlines = new ArrayList<>();
    for (long at = TICK; at <= pause; at += TICK) {
      Counted deadline = new Counted();
      wheel.set(deadline, at);
      deadlines.add(deadline);
    }

    wheel.advance(pause);

    assertThat(deadlines).allMatch(deadline -> deadline.met == 1);
    assertThat(wheel.isEmpty()).isTrue();
  }

  @Test
  void doesNotMeetWhatAnotherMovedOrCancelledWhileBothWereDue() {
    Counted moved = new Counted();
    Counted cancelled = new Counted();
    Counted mover =
        new Counted() {
          @Override
          void due(long nowMillis) {
            wheel.set(moved, nowMillis + 500);
            wheel.cancel(cancelled);
          }
        };
    wheel.set(moved, 1_000);
    wheel.set(cancelled, 1_000);
    wheel.set(mover, 1_000); // the last that was set is met first

    wheel.advance(1_000);
    assertThat(moved.met + cancelled.met).isZero();

    wheel.advance(1_500);
    assertThat(moved.met).isEqualTo(1);
    assertThat(cancelled.met).isZero();
  }

  @Test
  void aDeadlineMaySetItselfAgainEvenIntoThePast() {
    Counted deadline =
        new Counted() {
          @Override
          void due(long nowMillis) {
            super.due(nowMillis);
            wheel.set(this, nowMillis - 10_000);
          }
        };
    wheel.set(deadline, 1_000);

    wheel.advance(1_000);
    assertThat(deadline.met).isEqualTo(1);

    wheel.advance(1_000 + TICK);
    assertThat(deadline.met).isEqualTo(2);
  }

  @Test
  void meetsTheOthersWhenADeadlineFails() {
    Counted before = new Counted();
    Counted after = new Counted();
    DeadlineWheel.Deadline failing =
        new DeadlineWheel.Deadline() {
          @Override
          void due(long nowMillis) {
            throw new IllegalStateException("A test's own");
          }
        };
    wheel.set(before, 1_000);
    wheel.set(failing, 1_000);
    wheel.set(after, 1_000);

    wheel.advance(1_000);

    assertThat(before.met).isEqualTo(1);
    assertThat(after.met).isEqualTo(1);
    assertThat(wheel.isEmpty()).isTrue();
  }

  @Test
  void worksBeforeTheClocksZero() {
    DeadlineWheel early = new DeadlineWheel(-10_000);
    Counted deadline = new Counted();
    early.set(deadline, -10);

    early.advance(-11);
    assertThat(deadline.met).isZero();

    early.advance(0);
    assertThat(deadline.met).isEqualTo(1);
  }

  @Test
  void keepsTenThousandDeadlinesApart() {
    Random random = new Random(1);
    List<Counted> deadlines = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      Counted deadline = new Counted();
      long at = 1 + random.nextLong(4 * ROUND);
      wheel.set(deadline, random.nextLong(4 * ROUND));
      wheel.set(deadline, at);
      deadlines.add(deadline);
      times.add(at);
    }
    assertThat(wheel.size()).isEqualTo(10_000);

    advanceTickByTick(4 * ROUND);

    for (int i = 0; i < deadlines.size(); i++) {
      long tick = Math.ceilDiv(times.get(i), TICK) * TICK;
      assertThat(deadlines.get(i).metMillis).isEqualTo(tick);
    }
    assertThat(wheel.isEmpty()).isTrue();
  }

  private void advanceTickByTick(long to) {
    for (long now = 0; now <= to; now += TICK) {
      wheel.advance(now);
    }
  }
}
