package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.CloseCode;
import io.switchboard.protocol.StompVersion;
import org.junit.jupiter.api.Test;

/// How [Liveness] deals with silence, the server's own and the client's.
class SilenceTests {

  private final ManualLane lane = new ManualLane();
  private final Client client = new Client(lane, "client");
  private final FakeWire wire = client.wire();
  private final Session session = client.session();

  @Test
  void sendsHeartBeatsATenthEarly() {
    connect(10_000, 0);

    assertThat(lane.passUntil(() -> client.received().size() == 1)).isEqualTo(9_000);
    assertThat(lane.passUntil(() -> client.received().size() == 2)).isEqualTo(9_000);
    assertThat(client.received()).containsExactly("beat", "beat");
  }

  @Test
  void sendsAHeartBeatOnlyWhenNothingElseWasWritten() {
    connect(10_000, 0);
    for (int i = 0; i < 5; i++) {
      lane.pass(8_000);
      session.receipt("" + i);
    }
    lane.settle();
    assertThat(client.received()).hasSize(5).doesNotContain("beat");

    assertThat(lane.passUntil(() -> client.received().contains("beat"))).isEqualTo(9_000);
  }

  @Test
  void sendsNoHeartBeatsToWhoWantsNone() {
    connect(0, 0);
    lane.pass(59_000);

    assertThat(wire.writes()).isEmpty();
  }

  @Test
  void queuesNoHeartBeatBehindAWriteUnderWay() {
    connect(1_000, 0);
    wire.hold();
    session.receipt("1");
    lane.pass(9_000);
    assertThat(session.outbox().unsentBytes()).isLessThanOrEqualTo(64);

    wire.complete();
    lane.settle();

    assertThat(lane.passUntil(() -> client.received().contains("beat"))).isEqualTo(900);
  }

  @Test
  void asksWhoIsSilentAndClosesWhoDoesNotAnswer() {
    connect(0, 10_000);

    assertThat(lane.passUntil(() -> wire.pings() == 1)).isEqualTo(15_000);
    assertThat(lane.passUntil(() -> !wire.goodbyes().isEmpty())).isEqualTo(5_000);

    assertThat(wire.goodbyes()).containsExactly(Farewell.of(CloseCode.SILENT));
    assertThat(wire.pings()).isEqualTo(1);
    assertThat(session.isOver()).isTrue();
  }

  @Test
  void givesWhoSpeaksSeldomLongerToAnswer() {
    connect(0, 60_000);

    assertThat(lane.passUntil(() -> wire.pings() == 1)).isEqualTo(90_000);
    assertThat(lane.passUntil(() -> !wire.goodbyes().isEmpty())).isEqualTo(30_000);
  }

  @Test
  void keepsWhoAnswersEvenWithinTheSameMillisecond() {
    connect(0, 10_000);
    for (int i = 1; i <= 5; i++) {
      int asked = i;
      assertThat(lane.passUntil(() -> wire.pings() == asked)).isEqualTo(15_000);
      session.heard();
    }

    assertThat(wire.goodbyes()).isEmpty();
  }

  @Test
  void keepsWhoAnswersInTime() {
    connect(0, 10_000);
    lane.passUntil(() -> wire.pings() == 1);
    lane.pass(4_950);
    session.heard();

    assertThat(lane.passUntil(() -> wire.pings() == 2)).isEqualTo(15_000);
    assertThat(wire.goodbyes()).isEmpty();
  }

  @Test
  void asksNobodyWhoSpeaks() {
    connect(0, 10_000);
    for (int i = 0; i < 20; i++) {
      lane.pass(14_000);
      session.heard();
    }

    assertThat(wire.pings()).isZero();
    assertThat(wire.goodbyes()).isEmpty();
  }

  @Test
  void asksWhoAgreedToNoHeartBeatsAfterAMinute() {
    connect(0, 0);

    assertThat(lane.passUntil(() -> wire.pings() == 1)).isEqualTo(60_000);
    assertThat(lane.passUntil(() -> !wire.goodbyes().isEmpty())).isEqualTo(5_000);
  }

  @Test
  void standsStillWhileAFrameIsCarriedOut() {
    connect(0, 10_000);
    lane.pass(9_000);
    session.busy();
    lane.pass(600_000);
    assertThat(wire.pings()).isZero();

    session.idle();

    assertThat(lane.passUntil(() -> wire.pings() == 1)).isEqualTo(15_000);
  }

  /// A look while a frame was carried out must not be the last for long.
  @Test
  void goesOnAtOnceWhenAFrameWasCarriedOut() {
    session.busy();
    connect(0, 1_000);
    session.idle();
    assertThat(lane.passUntil(() -> wire.pings() == 1)).isEqualTo(1_500);

    session.busy();
    lane.pass(6_000);
    session.idle();

    assertThat(lane.passUntil(() -> wire.pings() == 2)).isEqualTo(1_500);
  }

  @Test
  void forgetsAQuestionThatAFrameAnswered() {
    connect(0, 10_000);
    lane.passUntil(() -> wire.pings() == 1);
    session.busy();
    lane.pass(600_000);

    session.idle();
    lane.passUntil(() -> wire.pings() == 2);

    assertThat(wire.goodbyes()).isEmpty();
  }

  @Test
  void givesWhoCannotBeAskedTheTimeOfAHiddenPage() {
    wire.withoutPing();
    connect(0, 10_000);

    assertThat(lane.passUntil(() -> !wire.goodbyes().isEmpty())).isEqualTo(90_000);
    assertThat(wire.goodbyes()).containsExactly(Farewell.of(CloseCode.SILENT));
    assertThat(wire.pings()).isZero();
  }

  @Test
  void givesWhoCannotBeAskedThreeOfItsHeartBeats() {
    wire.withoutPing();
    connect(0, 40_000);

    assertThat(lane.passUntil(() -> !wire.goodbyes().isEmpty())).isEqualTo(120_000);
  }

  @Test
  void judgesNobodyWhoCannotBeAskedAndAgreedToNoHeartBeats() {
    wire.withoutPing();
    connect(0, 0);
    lane.pass(3_600_000);

    assertThat(wire.goodbyes()).isEmpty();
  }

  @Test
  void goesOnWatchingWhenAPingFails() {
    wire.failingPings();
    connect(0, 10_000);

    assertThat(lane.passUntil(() -> !wire.goodbyes().isEmpty())).isEqualTo(20_000);
  }

  private void connect(int sendMillis, int expectMillis) {
    session.begin();
    session.connected(StompVersion.V1_2, "alice", new HeartBeat(sendMillis, expectMillis));
    lane.settle();
  }
}
