package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.CloseCode;
import io.switchboard.protocol.RefusalCode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a session is sent around the end of its credential.
class ExpiryTests {

  private static final Farewell EXPIRED = Farewell.of(CloseCode.TOKEN, "the token has expired");

  private final ManualLane lane = new ManualLane();
  private final Client client = new Client(lane, "client");
  private final FakeWire wire = client.wire();
  private final Session session = client.session();

  @BeforeEach
  void connect() {
    client.connect("alice");
    client.subscribe("1", "channel");
    client.subscribe("2", "other");
    lane.settle();
    client.wire().forget();
  }

  @Test
  void sendsNothingFromTheEndOnAndClosesAfterTheGrace() {
    lasts(Duration.ofSeconds(60));
    pass(59_900);
    client.deliver(Publications.of("channel", "in time"));
    pass(100);
    client.deliver(Publications.of("channel", "too late"));
    pass(9_900);
    assertThat(wire.goodbyes()).isEmpty();

    pass(100);

    assertThat(client.received()).containsExactly("MESSAGE in time");
    assertThat(wire.goodbyes()).containsExactly(EXPIRED);
  }

  @Test
  void warnsWhoListens() {
    client.subscribe("e", UserChannel.of("alice", "errors"));
    lane.settle();
    wire.forget();
    lasts(Duration.ofSeconds(60));

    pass(29_900);
    assertThat(client.received()).isEmpty();
    pass(100);

    assertThat(client.received())
        .singleElement()
        .asString()
        .contains("token-expiring")
        .contains("in 30 s");
  }

  @Test
  void warnsWhoBeginsToListenLate() {
    lasts(Duration.ofSeconds(20));

    client.subscribe("e", UserChannel.of("alice", "errors"));
    client.subscribe("3", "third");
    lane.settle();

    assertThat(client.received()).hasSize(3).element(1).asString().contains("in 20 s");
  }

  @Test
  void sendsWhatWasHeldWhenANewOneComesInTime() {
    lasts(Duration.ofSeconds(60));
    pass(65_000);
    client.deliver(Publications.of("channel", "held"));
    assertThat(client.received()).isEmpty();

    session.renewed(term(Duration.ofHours(1)), List.of());
    lane.settle();
    pass(60_000);

    assertThat(client.received()).containsExactly("MESSAGE held");
    assertThat(wire.goodbyes()).isEmpty();
  }

  @Test
  void endsWhatTheNewOneDoesNotCover() {
    lasts(Duration.ofSeconds(60));
    client.subscribe("e", UserChannel.of("alice", "errors"));
    lane.settle();
    wire.forget();

    session.renewed(term(Duration.ofHours(1)), List.of(lost("1")));
    lane.settle();
    client.deliver(Publications.of("channel", "lost"));
    client.deliver(Publications.of("other", "kept"));

    assertThat(client.received()).hasSize(2).element(0).asString().contains("forbidden");
    assertThat(client.received()).element(1).isEqualTo("MESSAGE kept");
    assertThat(session.channels()).containsOnlyKeys("2");
  }

  /// What waits was published while the old one had ended: it may be of what was lost.
  @Test
  void sendsNothingOfWhatWasHeldWhereTheNewOneAllowsLess() {
    lasts(Duration.ofSeconds(60));
    pass(60_000);
    client.deliver(Publications.of("channel", "secret"));

    session.renewed(term(Duration.ofHours(1)), List.of(lost("1")));
    lane.settle();

    assertThat(client.received()).isEmpty();
    assertThat(wire.goodbyes()).extracting(Farewell::code).containsExactly(4401);
  }

  /// Where no listener is, nobody would know that the messages are missing.
  @Test
  void endsTheConnectionWhereNobodyCanBeToldWhatIsLost() {
    lasts(Duration.ofSeconds(60));

    session.renewed(term(Duration.ofSeconds(60)), List.of(lost("1")));
    lane.settle();

    assertThat(wire.goodbyes())
        .containsExactly(
            Farewell.of(CloseCode.TOKEN, "the new token allows less: reconnect with it"));
    assertThat(session.isOver()).isTrue();
  }

  @Test
  void countsWhatIsLostAndNamesWhatEnded() {
    var counts = Client.SETTINGS.refusals().counts();
    LongAdder forbidden = Objects.requireNonNull(counts.get(RefusalCode.FORBIDDEN));
    long before = forbidden.sum();

    session.renewed(null, List.of(lost("1"), lost("none"), lost("2")));

    assertThat(forbidden.sum() - before).isEqualTo(2);
    assertThat(session.takeEnded()).containsExactly("1", "2");
    assertThat(session.takeEnded()).isEmpty();
  }

  @Test
  void goesOnWhereNothingOfWhatIsLostWasThere() {
    session.renewed(null, List.of(lost("none"), lost(null)));
    lane.settle();

    assertThat(wire.goodbyes()).isEmpty();
    assertThat(session.takeEnded()).isEmpty();
  }

  /// A PING would be held like all else, and no pong could come.
  @Test
  void doesNotAskWhoIsSilentWhileNothingIsSent() {
    lasts(Duration.ofSeconds(59));

    lane.pass(68_950);
    assertThat(wire.pings()).isZero();
    assertThat(wire.goodbyes()).isEmpty();
    lane.pass(50);

    assertThat(wire.goodbyes()).containsExactly(EXPIRED);
  }

  @Test
  void forgetsWhatItAskedBeforeNothingWasSent() {
    lasts(Duration.ofSeconds(61));

    lane.pass(70_950);
    assertThat(wire.pings()).isEqualTo(1);
    assertThat(wire.goodbyes()).isEmpty();
    lane.pass(50);

    assertThat(wire.goodbyes()).containsExactly(EXPIRED);
  }

  @Test
  void asksWhoIsSilentAgainOnceANewOneCame() {
    lasts(Duration.ofSeconds(59));
    lane.pass(64_000);

    session.heard();
    session.renewed(term(Duration.ofHours(1)), List.of());

    assertThat(lane.passUntil(() -> wire.pings() == 1)).isEqualTo(60_000);
    assertThat(lane.passUntil(() -> !wire.goodbyes().isEmpty())).isEqualTo(5_000);
    assertThat(wire.goodbyes()).containsExactly(Farewell.of(CloseCode.SILENT));
  }

  @Test
  void closesAtOnceWhoIsOverTheBoundWhileHeld() {
    lasts(Duration.ZERO);
    lane.settle();

    for (int i = 0; i < 3; i++) {
      client.deliver(Publications.of("channel", "x".repeat(Client.OUTBOX_BYTES / 2)));
    }

    assertThat(client.received()).isEmpty();
    assertThat(wire.goodbyes()).containsExactly(EXPIRED);
  }

  @Test
  void isNotSentWhatWasHeldWhenItIsClosedForAnotherReason() {
    lasts(Duration.ZERO);
    lane.settle();
    client.deliver(Publications.of("channel", "secret"));

    session.close(Farewell.of(CloseCode.GOING_AWAY));
    lane.settle();

    assertThat(client.received()).isEmpty();
    assertThat(wire.goodbyes()).containsExactly(Farewell.of(CloseCode.GOING_AWAY));
  }

  @Test
  void lastsAsLongAsTheConnectionWithoutATerm() {
    lasts(Duration.ofSeconds(60));

    session.lasts(null);
    pass(100_000);

    assertThat(wire.goodbyes()).isEmpty();
  }

  @Test
  void leavesNoDeadlineBehind() {
    lasts(Duration.ofSeconds(60));

    session.end();
    lane.settle();

    assertThat(lane.lane().wheel().isEmpty()).isTrue();
  }

  @Test
  void isPutOutWithoutWhatWaits() {
    wire.hold();
    client.deliver(Publications.of("channel", "being written"));
    client.deliver(Publications.of("channel", "waits"));

    session.putOut(CloseCode.TOKEN, "revoked");
    lane.settle();
    client.deliver(Publications.of("channel", "later"));
    wire.complete();
    lane.settle();

    assertThat(client.received()).containsExactly("MESSAGE being written");
    assertThat(wire.goodbyes()).containsExactly(new Farewell(4401, "revoked"));
    assertThat(session.isOver()).isTrue();
  }

  /// With a client that answers.
  private void pass(long millis) {
    for (long left = millis; left > 0; left -= 10_000) {
      session.heard();
      lane.pass(Math.min(left, 10_000));
    }
  }

  private void lasts(Duration left) {
    session.lasts(term(left));
    lane.settle();
  }

  private static Term term(Duration left) {
    return new Term(left, Duration.ofSeconds(30), Duration.ofSeconds(10));
  }

  private static Refusal lost(@Nullable String subscription) {
    return new Refusal(RefusalCode.FORBIDDEN, "Not yours.", null, subscription);
  }
}
