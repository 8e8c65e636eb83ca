package io.switchboard.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrainPlanTests {

  @ParameterizedTest
  @CsvSource({
    "0, 100, 25, 1, 0",
    "1, 100, 25, 1, 1",
    "100, 100, 25, 1, 100",
    "101, 100, 25, 2, 51",
    "500, 100, 25, 5, 100",
    "2600, 100, 25, 26, 100",
    "2700, 100, 25, 26, 104",
    "50000, 100, 25, 26, 1924",
    "50000, 100, 0, 1, 50000",
    "50000, 100, -4, 1, 50000",
    "3, 1, 25, 3, 1",
  })
  void tellsNoMoreInASecondThanTheRateUnlessThereIsNoTime(
      int clients, int rate, int time, int seconds, int batch) {
    DrainPlan plan = plan(clients, rate, time, 5);

    assertThat(plan.seconds()).isEqualTo(seconds);
    assertThat(plan.batch()).isEqualTo(batch);
  }

  /// A client comes back up to a second after the time it was told, and somewhat later still.
  @ParameterizedTest
  @CsvSource({
    "500, 100, 25",
    "99, 100, 25",
    "1000, 7, 25",
    "10000, 100, 25",
    "20, 1, 25",
    "300, 1, 0"
  })
  void bringsNoMoreBackInAnySecondThanTheRate(int clients, int rate, int time) {
    List<Long> back = new ArrayList<>();
    DrainPlan plan = plan(clients, rate, time, 5);
    for (int i = 0; i < clients; i++) {
      long second = i / plan.batch();
      back.add(second + plan.retryAfterSeconds(i, second));
    }

    assertThat(back).isSorted();
    for (long second : back) { // those of two neighbouring seconds may meet
      assertThat(back.stream().filter(at -> at == second || at == second + 1).count())
          .isLessThanOrEqualTo(rate);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "100, 5", "500, 9", "10000, 30"})
  void bringsNobodyBackBeforeTheServerIs(int clients, int lastToldAndRestart) {
    DrainPlan plan = plan(clients, 100, 25, 5);

    assertThat(plan.retryAfterSeconds(0, 0)).isEqualTo(lastToldAndRestart);
  }

  @Test
  void bringsFiveHundredBackWithinThirtySeconds() {
    DrainPlan plan = plan(500, 100, 25, 10);

    assertThat(4 + plan.retryAfterSeconds(499, 4)).isEqualTo(22);
  }

  @Test
  void countsTheSecondsThatAClientWasToldLate() {
    DrainPlan plan = plan(500, 100, 25, 5);

    assertThat(plan.retryAfterSeconds(499, 7)).isEqualTo(plan.retryAfterSeconds(499, 4) - 3);
    assertThat(plan.retryAfterSeconds(0, 1_000)).isEqualTo(1);
  }

  @Test
  void roundsTheRestartUpAndNamesNoTimeThatAPageWouldNotTake() {
    assertThat(DrainPlan.of(1, 100, Duration.ZERO, Duration.ofMillis(2_001)).restartSeconds())
        .isEqualTo(3);
    assertThat(plan(10_000_000, 1, 25, 5).retryAfterAllSeconds()).isEqualTo(99_999);
    assertThat(plan(500, 100, 25, 5).retryAfterAllSeconds()).isEqualTo(19);
  }

  private static DrainPlan plan(int clients, int rate, int time, int restart) {
    return DrainPlan.of(clients, rate, Duration.ofSeconds(time), Duration.ofSeconds(restart));
  }
}
