package io.switchboard.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.security.Entrance;
import io.switchboard.security.Entrances;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.AvailabilityChangeEvent;

/// The drain of clients of the test's own, by the test's clock.
class DrainTests {

  private final Crowd crowd = new Crowd();
  private final Entrance entrance = Entrances.open();
  private final List<String> states = new ArrayList<>();

  private Drain drain(int rate, String timeout, String announce) {
    DrainProperties properties =
        new DrainProperties(
            rate, Duration.parse(timeout), Duration.ofSeconds(5), Duration.parse(announce));
    return new Drain(
        crowd,
        entrance,
        event -> states.add(((AvailabilityChangeEvent<?>) event).getState() + " " + crowd.millis()),
        properties,
        Duration.ofSeconds(5),
        crowd);
  }

  @Test
  void takesNoTimeForAFew() {
    crowd.come(100, true);

    drain(100, "PT30S", "PT0S").stop();

    assertThat(crowd.told()).hasSize(100).allMatch(one -> one.retryAfter() == 5);
    assertThat(crowd.millis()).isZero();
  }

  @Test
  void takesNoTimeForNobody() {
    drain(100, "PT30S", "PT0S").stop();

    assertThat(crowd.millis()).isZero();
  }

  @Test
  void tellsABatchASecond() {
    crowd.come(500, true);

    drain(100, "PT30S", "PT0S").stop();

    assertThat(countedBy(told -> told.atMillis()))
        .isEqualTo(Map.of(0L, 100L, 1000L, 100L, 2000L, 100L, 3000L, 100L, 4000L, 100L));
    assertThat(countedBy(Crowd.Told::retryAfter))
        .isEqualTo(Map.of(9L, 100L, 10L, 100L, 11L, 100L, 12L, 100L, 13L, 100L));
  }

  @Test
  void tellsMoreAtATimeWhereItWouldTakeTooLong() {
    crowd.come(1_000, true);

    drain(10, "PT15S", "PT0S").stop();

    assertThat(crowd.told()).hasSize(1_000);
    assertThat(crowd.millis()).isLessThanOrEqualTo(10_000);
  }

  @Test
  void tellsHalfOpenConnectionsFirstAndAllAtOnce() {
    crowd.come(50, true).come(150, false).come(50, true);

    drain(100, "PT30S", "PT0S").stop();

    assertThat(crowd.told().subList(0, 150))
        .allMatch(one -> !one.connected() && one.atMillis() == 0);
    assertThat(crowd.told().subList(150, 250)).allMatch(one -> one.connected());
  }

  @Test
  void givesUpOnThoseWhoStayInTime() {
    crowd.come(3, true).stay();

    drain(100, "PT7S", "PT0S").stop();

    assertThat(crowd.millis()).isBetween(7_000L, 7_010L);
  }

  @Test
  void leavesAFrameThatIsBeingCarriedOutHalfOfTheTimeThereIs() {
    crowd.come(1, true);

    drain(100, "PT30S", "PT0S").stop();

    assertThat(crowd.told().getFirst().patience()).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void announcesItBeforeAnybodyIsTurnedAway() {
    crowd.come(1, true);
    Drain drain = drain(100, "PT30S", "PT20S");

    drain.stop();

    assertThat(states).containsExactly("REFUSING_TRAFFIC 0");
    assertThat(crowd.told().getFirst().atMillis()).isEqualTo(20_000);
    assertThat(drain.isDraining()).isTrue();
  }

  @Test
  void tellsThoseWhoComeTooLateToComeAfterAllOthers() {
    crowd.come(500, true);

    drain(100, "PT30S", "PT0S").stop();

    assertThat(crowd.turnedAway()).isEqualTo("restarting, retry-after=19");
    assertThat(entrance.closedFor()).isEqualTo(Duration.ofSeconds(19));
  }

  @Test
  void tellsAllThatAreLeftWhenItIsInterrupted() {
    crowd.come(500, true).stay();
    crowd.interruptAt(2_000);

    drain(100, "PT30S", "PT0S").stop();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(crowd.told()).hasSize(500);
    assertThat(crowd.millis()).isLessThan(2_100);
  }

  @Test
  void opensAgainWhenItIsStartedAgain() {
    Drain drain = drain(100, "PT30S", "PT0S");
    drain.start();
    drain.stop();
    drain.start();

    assertThat(entrance.closedFor()).isNull();
    assertThat(drain.isDraining()).isFalse();
    assertThat(states).containsExactly("REFUSING_TRAFFIC 0", "ACCEPTING_TRAFFIC 0");
  }

  @Test
  void saysNothingWhenItIsStartedFirst() {
    drain(100, "PT30S", "PT0S").start();

    assertThat(states).isEmpty(); // Boot says it, when all has started
  }

  private Map<Long, Long> countedBy(Function<Crowd.Told, Long> property) {
    return crowd.told().stream()
        .collect(Collectors.groupingBy(property, TreeMap::new, Collectors.counting()));
  }
}
