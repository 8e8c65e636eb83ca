package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.CloseCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The turns of a lane, taken one by one.
class LaneTests {

  private final ManualLane manual = new ManualLane();
  private final Lane lane = manual.lane();
  private final Client client = new Client(manual, "client");
  private final List<String> events = new ArrayList<>();

  @Test
  void carriesOutItsTasksInTheirOrder() {
    lane.execute(() -> events.add("one"));
    lane.execute(() -> events.add("two"));

    assertThat(lane.turn()).isTrue();
    assertThat(lane.turn()).isFalse();
    assertThat(events).containsExactly("one", "two");
  }

  @Test
  void goesOnAfterATaskThatThrows() {
    lane.execute(() -> {
      throw new IllegalStateException("A test's own");
    });
    lane.execute(() -> {
      throw new AssertionError("A test's own");
    });
    lane.execute(() -> events.add("after"));
    manual.settle();

    assertThat(events).containsExactly("after");
  }

  @Test
  void writesTheOthersWhenOneWireThrows() {
    Wire broken = new BrokenWire();
    Outbox first = new Outbox(lane, broken, 1_000, () -> {}, new RefusalLog());
    Client second = new Client(manual, "second");
    first.add(Frames.many("message"));
    second.session().outbox().add(Frames.many("message"));
    manual.settle();

    assertThat(second.wire().written()).isEqualTo("message");
  }

  @Test
  void writesOnceForAllThatATurnBrought() {
    for (int i = 0; i < 10; i++) {
      lane.execute(() -> client.session().outbox().add(Frames.many("x")));
    }
    manual.settle();

    assertThat(client.wire().writes()).containsExactly("xxxxxxxxxx");
  }

  @Test
  void writesAfterSoManyTasksWhateverIsStillQueued() {
    for (int i = 0; i < 600; i++) {
      lane.execute(() -> client.session().outbox().add(Frames.many("x")));
    }

    lane.turn();
    assertThat(client.wire().writes()).containsExactly("x".repeat(256));
    manual.settle();

    assertThat(client.wire().writes()).extracting(String::length).containsExactly(256, 256, 88);
  }

  @Test
  void writesAfterSoManyBytesWhateverIsStillQueued() {
    client.register("1", "channel");
    for (int i = 0; i < 8; i++) {
      lane.execute(() -> lane.deliver(Publications.of("channel", "x".repeat(60_000)), 0, 0));
    }

    lane.turn();
    assertThat(client.received()).hasSize(5); // the fifth is beyond 256 KiB
    manual.settle();

    assertThat(client.received()).hasSize(8);
    assertThat(client.session().outbox().isOpen()).isTrue();
  }

  @Test
  void meetsDeadlinesAndWritesWhatTheyBringInTheSameTurn() {
    DeadlineWheel.Deadline deadline =
        new DeadlineWheel.Deadline() {
          @Override
          void due(long nowMillis) {
            client.session().outbox().add(Frames.one("beat"));
          }
        };
    lane.wheel().set(deadline, 1_000);

    manual.pass(950);
    assertThat(client.wire().writes()).isEmpty();
    manual.pass(50);

    assertThat(client.wire().writes()).containsExactly("beat");
  }

  @Test
  void meetsTheOtherDeadlinesWhenOneThrows() {
    DeadlineWheel.Deadline failing =
        new DeadlineWheel.Deadline() {
          @Override
          void due(long nowMillis) {
            throw new IllegalStateException("A test's own");
          }
        };
    lane.wheel().set(failing, 9_000);
    client.session().begin();

    manual.pass(10_000);

    assertThat(client.wire().goodbyes()).hasSize(1);
  }

  @Test
  void takesRoomForATaskAndEachKilobyteOfIt() {
    assertThat(lane.acquire(0)).isEqualTo(1);
    assertThat(lane.acquire(1_023)).isEqualTo(1);
    assertThat(lane.acquire(1_024)).isEqualTo(2);
    assertThat(lane.acquire(1024 * 1024)).isEqualTo(1_025);
    assertThat(lane.acquire(Integer.MAX_VALUE)).isEqualTo(1 + Outbox.MAXIMUM_BOUND / 1024);
  }

  @Test
  void turnsAwayThoseThatAreJustBeingOpenedAndTellsWhoIsThere() {
    Client open = new Client(manual, "open").connect("alice");
    CompletableFuture<List<Session>> there = lane.turnAway(Farewell.of(CloseCode.RESTARTING));
    Client opening = new Client(manual, "opening").connect("bob");
    manual.settle();

    assertThat(there).isCompletedWithValue(List.of(open.session()));
    assertThat(open.wire().goodbyes()).isEmpty();
    assertThat(opening.wire().goodbyes()).containsExactly(Farewell.of(CloseCode.RESTARTING));
    assertThat(opening.session().isOver()).isTrue();
    assertThat(lane.sessionCount()).isEqualTo(2);
  }

  @Test
  void letsSessionsInAgain() {
    CompletableFuture<List<Session>> there = lane.turnAway(Farewell.of(CloseCode.RESTARTING));
    lane.open();
    client.connect("alice");

    assertThat(there).isCompletedWithValue(List.of());
    assertThat(client.wire().goodbyes()).isEmpty();
  }

  @Test
  void countsTheSessionsThatAreOpen() {
    client.connect("alice");
    assertThat(lane.sessionCount()).isEqualTo(1);

    client.session().end();
    client.session().end();
    manual.settle();

    assertThat(lane.sessionCount()).isZero();
  }

  @Test
  void endsTheSessionsThatAreStillThereWhenItStops() {
    ManualLane manual = new ManualLane();
    Client client = new Client(manual, "client").connect("alice");
    AtomicInteger ended = new AtomicInteger();
    client.session().onEnd(ended::incrementAndGet);

    manual.lane().stop();
    manual.settle();

    assertThat(ended).hasValue(1);
  }

  private static final class BrokenWire implements Wire {
    @Override
    public Transport transport() {
      return Transport.WEBSOCKET;
    }

    @Override
    public boolean write(ByteBuffer bytes, Written written) {
      throw new IllegalStateException("A test's own");
    }

    @Override
    public boolean canPing() {
      return false;
    }

    @Override
    public void ping() {}

    @Override
    public void close(int code, String reason) {}

    @Override
    public void abort() {}
  }
}
