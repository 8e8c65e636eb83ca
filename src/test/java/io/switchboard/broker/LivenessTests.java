package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.CloseCode;
import io.switchboard.protocol.StompVersion;
import org.junit.jupiter.api.Test;

/// When a session ends that does not get on: no CONNECT, writes and closes that do not end.
class LivenessTests {

  private final ManualLane lane = new ManualLane();
  private final Client client = new Client(lane, "client");
  private final FakeWire wire = client.wire();
  private final Session session = client.session();

  @Test
  void closesWhoDoesNotConnectInTime() {
    session.begin();
    lane.settle();

    long millis = lane.passUntil(() -> !wire.goodbyes().isEmpty());

    assertThat(millis).isEqualTo(10_000);
    assertThat(wire.goodbyes()).containsExactly(Farewell.of(CloseCode.CONNECT_TIMEOUT));
    assertThat(session.isOver()).isTrue(); // a CONNECT that comes now is not carried out
  }

  /// In a storm the server may be later than its clients.
  @Test
  void waitsForItselfToReadWhatTheClientSaidInTime() {
    session.begin();
    wire.unread(true);
    lane.pass(30_000);
    assertThat(wire.goodbyes()).isEmpty();

    session.heard();
    session.connected(StompVersion.V1_2, "alice", HeartBeat.NONE);
    lane.pass(50_000);

    assertThat(wire.goodbyes()).isEmpty();
  }

  @Test
  void waitsForItselfToJudgeTheConnect() {
    session.begin();
    session.busy();
    lane.pass(30_000);
    assertThat(wire.goodbyes()).isEmpty();

    session.idle();
    lane.pass(1_000);

    assertThat(wire.goodbyes()).containsExactly(Farewell.of(CloseCode.CONNECT_TIMEOUT));
  }

  /// Who floods a connection before CONNECT gains a minute.
  @Test
  void doesNotWaitForItselfForEver() {
    session.begin();
    wire.unread(true);

    assertThat(lane.passUntil(() -> !wire.goodbyes().isEmpty())).isEqualTo(60_000);
  }

  @Test
  void leavesWhoConnectsInTimeAlone() {
    session.begin();
    lane.pass(9_900);

    session.connected(StompVersion.V1_2, "alice", HeartBeat.NONE);
    lane.pass(50_000);

    assertThat(wire.goodbyes()).isEmpty();
    assertThat(wire.aborts()).isZero();
  }

  @Test
  void doesNotTakeALateConnectForAnExcuse() {
    session.begin();
    lane.pass(10_000);

    session.connected(StompVersion.V1_2, "alice", HeartBeat.NONE);
    long millis = lane.passUntil(() -> wire.aborts() > 0);

    assertThat(millis).isEqualTo(5_000);
  }

  @Test
  void abortsWhoDoesNotLeaveInTime() {
    client.connect("alice");
    session.close(Farewell.of(CloseCode.NORMAL));
    lane.settle();
    assertThat(wire.goodbyes()).hasSize(1);

    long millis = lane.passUntil(() -> wire.aborts() > 0);
    lane.pass(60_000);

    assertThat(millis).isEqualTo(5_000);
    assertThat(wire.aborts()).isEqualTo(1);
  }

  @Test
  void givesWhoIsClosedTwiceNoMoreTime() {
    client.connect("alice");
    session.close(Farewell.of(CloseCode.NORMAL));
    lane.settle();
    lane.pass(4_000);

    session.lastControl(new byte[2], () -> {});
    lane.pass(1_000);

    assertThat(wire.aborts()).isEqualTo(1);
  }

  @Test
  void closesWhoseWriteDoesNotEnd() {
    client.connect("alice");
    wire.hold();
    lane.pass(3_000); // the first look is past its half
    session.receipt("1");
    lane.settle();
    assertThat(wire.writes()).hasSize(1);

    lane.pass(9_950);
    assertThat(session.outbox().isOpen()).isTrue();
    lane.pass(50);
    assertThat(session.outbox().isOpen()).isFalse();
    assertThat(session.isOver()).isTrue();
    lane.pass(5_000);

    assertThat(wire.aborts()).isEqualTo(1);
  }

  @Test
  void countsTheTimeOfAWriteFromItsOwnBeginning() {
    client.connect("alice");
    wire.hold();
    for (int i = 0; i < 10; i++) {
      session.receipt("" + i);
      session.heard();
      lane.pass(9_000);
      wire.complete();
      lane.settle();
    }

    assertThat(session.outbox().isOpen()).isTrue();
    assertThat(client.received()).hasSize(10);
  }

  @Test
  void abortsWhoIsOverItsBoundAndDoesNotLeaveInTime() {
    client.connect("alice");
    client.subscribe("1", "channel");
    lane.settle();
    wire.hold();
    String large = "x".repeat(Client.OUTBOX_BYTES / 2);
    for (int i = 0; i < 3; i++) {
      client.deliver(Publications.of("channel", large));
    }
    assertThat(session.outbox().isOpen()).isFalse();
    assertThat(session.isOver()).isTrue();
    assertThat(lane.lane().registry().isEmpty()).isTrue(); // nothing more is encoded for it

    long millis = lane.passUntil(() -> wire.aborts() > 0);

    assertThat(millis).isEqualTo(5_000);
  }

  /// One message may be larger than the bound. The lane must come to rest over it.
  @Test
  void abortsWhoCannotTakeOneMessageThatIsOverItsBound() {
    client.connect("alice");
    client.register("1", "channel");
    wire.hold();

    client.deliver(Publications.of("channel", "x".repeat(Client.OUTBOX_BYTES + 1)));
    assertThat(session.outbox().isOpen()).isFalse();
    long millis = lane.passUntil(() -> wire.aborts() > 0);

    assertThat(millis).isEqualTo(5_000);
  }

  @Test
  void takesWhatIsOverItsBoundFromWhoTakesItAtOnce() {
    client.connect("alice");
    client.register("1", "channel");

    client.deliver(Publications.of("channel", "x".repeat(Client.OUTBOX_BYTES + 1)));

    assertThat(session.outbox().isOpen()).isTrue();
    assertThat(session.outbox().unsentBytes()).isZero();
  }

  @Test
  void watchesNobodyWhoIsGone() {
    client.connect("alice");
    session.end();
    lane.settle();
    assertThat(lane.lane().wheel().isEmpty()).isTrue();

    session.connected(StompVersion.V1_2, "alice", new HeartBeat(1_000, 1_000));
    session.close(Farewell.of(CloseCode.NORMAL));
    lane.pass(120_000);

    assertThat(lane.lane().wheel().isEmpty()).isTrue();
    assertThat(wire.writes()).isEmpty();
    assertThat(wire.goodbyes()).isEmpty();
    assertThat(wire.pings() + wire.aborts()).isZero();
  }
}
