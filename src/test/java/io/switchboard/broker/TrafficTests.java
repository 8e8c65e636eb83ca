package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.CloseCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a lane counts of what it moves.
class TrafficTests {

  private final ManualLane manual = new ManualLane();
  private final Lane lane = manual.lane();
  private final Traffic traffic = new Traffic(List.of(lane));
  private final Client client = new Client(manual, "client").connect("alice");

  @Test
  void countsSessionsOnceUntilTheyEnd() {
    Client other = new Client(manual, "other").connect("bob");
    assertThat(traffic.sessions(Transport.WEBSOCKET)).isEqualTo(2);
    assertThat(traffic.sessions(Transport.XHR_POLLING)).isZero();

    other.session().end();
    other.session().end();
    manual.settle();

    assertThat(traffic.sessions(Transport.WEBSOCKET)).isEqualTo(1);
  }

  @Test
  void countsEachCopyOfAMessageAndNoReceipt() {
    client.register("1", "channel");
    client.register("2", "channel");
    client.session().receipt("r");
    client.deliver(Publications.of("channel", "twice"));
    client.deliver(Publications.of("elsewhere", "not at all"));

    assertThat(traffic.delivered()).isEqualTo(2);
  }

  @Test
  void countsWhatATooSlowClientWasNeverSent() {
    client.register("1", "channel");
    client.wire().hold();
    client.deliver(Publications.of("channel", "being written"));
    int waiting = 0;
    while (client.session().outbox().isOpen()) {
      client.deliver(Publications.of("channel", "x".repeat(40_000)));
      waiting++;
    }

    assertThat(traffic.delivered()).isEqualTo(1);
    assertThat(traffic.dropped(DropCause.TOO_SLOW)).isEqualTo(waiting);
    assertThat(traffic.dropped(DropCause.GONE)).isZero();
  }

  @Test
  void countsWhatWaitedForAClientThatWentAway() {
    client.register("1", "channel");
    client.wire().hold();
    client.deliver(Publications.of("channel", "being written"));
    client.deliver(Publications.of("channel", "waits"));
    client.deliver(Publications.of("channel", "waits"));
    client.session().receipt("waits, too");
    client.session().end();
    manual.settle();

    assertThat(traffic.dropped(DropCause.GONE)).isEqualTo(2);
  }

  @Test
  void namesTheCodeThatASessionWasClosedWith() {
    assertThat(DropCause.of(4001)).isEqualTo(DropCause.TOO_SLOW);
    assertThat(DropCause.of(4002)).isEqualTo(DropCause.SILENT);
    assertThat(DropCause.of(4401)).isEqualTo(DropCause.TOKEN);
    assertThat(DropCause.of(CloseCode.PUT_OUT.code())).isEqualTo(DropCause.OTHER);
    assertThat(DropCause.of(4999)).isEqualTo(DropCause.OTHER);
  }

  @Test
  void knowsWhatWaitsUntilItDoesNot() {
    client.register("1", "channel");
    client.deliver(Publications.of("channel", "x".repeat(1_000)));
    assertThat(traffic.waitingBytes()).isZero();
    client.wire().hold();
    client.deliver(Publications.of("channel", "x".repeat(1_000)));
    long one = traffic.waitingBytes();
    client.deliver(Publications.of("channel", "x".repeat(1_000)));

    assertThat(one).isGreaterThan(1_000);
    assertThat(traffic.waitingBytes()).isEqualTo(2 * one);
    assertThat(traffic.mostWaitingBytes()).isEqualTo(2 * one);

    client.wire().letGo();
    client.wire().complete();
    manual.settle();
    assertThat(traffic.waitingBytes()).isZero();
    assertThat(traffic.mostWaitingBytes()).isEqualTo(2 * one);
  }

  @Test
  void forgetsWhatWaitsForASessionThatEnds() {
    client.register("1", "channel");
    client.wire().hold();
    client.deliver(Publications.of("channel", "being written"));
    client.deliver(Publications.of("channel", "waits"));

    client.session().end();
    manual.settle();

    assertThat(traffic.waitingBytes()).isZero();
  }

  @Test
  void forgetsTheMostThatWaitedAfterAWhile() {
    client.register("1", "channel");
    client.wire().hold();
    client.deliver(Publications.of("channel", "x".repeat(1_000)));
    client.wire().letGo();
    client.wire().complete();
    manual.settle();

    manual.pass(LaneTraffic.PERIOD_MILLIS);
    assertThat(traffic.mostWaitingBytes()).isGreaterThan(1_000);
    manual.pass(LaneTraffic.PERIOD_MILLIS);
    assertThat(traffic.mostWaitingBytes()).isZero();
  }

  @Test
  void tellsHowLongATurnsOldestMessageTook() {
    List<Long> told = new ArrayList<>();
    traffic.onDelivery(told::add);
    client.register("1", "channel");
    long now = System.nanoTime();
    lane.execute(() -> lane.deliver(Publications.of("channel", "new"), 0, now));
    lane.execute(() -> lane.deliver(Publications.of("channel", "old"), 0, now - 5_000_000_000L));
    lane.execute(() -> lane.deliver(Publications.of("channel", "new"), 0, now));
    lane.execute(() -> lane.deliver(Publications.of("elsewhere", ""), 0, now - 9_000_000_000L));
    manual.settle();
    manual.settle();

    assertThat(told).hasSize(1);
    assertThat(told.getFirst()).isGreaterThanOrEqualTo(5_000_000_000L);
    assertThat(told.getFirst()).isLessThan(9_000_000_000L);
  }
}
