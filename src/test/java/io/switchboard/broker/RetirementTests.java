package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.CloseCode;
import io.switchboard.protocol.Headers;
import io.switchboard.protocol.RefusalCode;
import io.switchboard.protocol.ServerCommand;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A session that is ended in peace.
class RetirementTests {

  private static final Farewell GOODBYE =
      Farewell.of(CloseCode.RESTARTING, "restarting, retry-after=5");

  private final ManualLane lane = new ManualLane();
  private final Client client = new Client(lane, "client").connect("alice");
  private final Session session = client.session();

  private void retire() {
    session.retire(CloseCode.RESTARTING, GOODBYE.reason(), Duration.ofSeconds(10));
    lane.settle();
  }

  @Test
  void closesItAtOnceWhereNothingIsBeingCarriedOut() {
    retire();

    assertThat(client.wire().goodbyes()).containsExactly(GOODBYE);
    assertThat(session.isOver()).isTrue();
  }

  @Test
  void sendsWhatIsQueuedFirst() {
    client.register("1", "channel");
    client.wire().hold();
    client.deliver(Publications.of("channel", "being written"));
    client.deliver(Publications.of("channel", "waits"));

    retire();
    assertThat(client.wire().goodbyes()).isEmpty();
    client.wire().letGo();
    client.wire().complete();
    lane.settle();

    assertThat(client.received()).containsExactly("MESSAGE being written", "MESSAGE waits");
    assertThat(client.wire().goodbyes()).containsExactly(GOODBYE);
  }

  @Test
  void waitsForWhatIsBeingCarriedOut() {
    session.busy();
    retire();
    lane.pass(5_000);
    assertThat(client.wire().goodbyes()).isEmpty();

    session.send(ServerCommand.RECEIPT, Headers.of("receipt-id", "done"), new byte[0], true);
    session.idle();
    lane.pass(100);

    assertThat(client.received()).containsExactly("RECEIPT done");
    assertThat(client.wire().goodbyes()).containsExactly(GOODBYE);
  }

  @Test
  void hearsNothingOfASubscriptionThatComesTooLate() {
    session.busy();
    retire();

    client.subscribe("1", "channel");
    session.idle();
    lane.pass(100);

    assertThat(client.received()).isEmpty();
    assertThat(client.wire().goodbyes()).containsExactly(GOODBYE);
    assertThat(lane.lane().registry().isEmpty()).isTrue();
  }

  @Test
  void endsAsAgreedWhereWhatIsBeingCarriedOutIsRefused() {
    client.subscribe("errors", session.ownChannel("errors"));
    session.busy();
    retire();

    session.refuse(new Refusal(RefusalCode.FORBIDDEN, "Not this room.", "said", null));
    session.receipt("done");
    session.idle();
    lane.pass(100);

    assertThat(client.received())
        .containsExactly(
            "RECEIPT r-errors", "RECEIPT done", "ERROR " + RefusalCode.FORBIDDEN.title());
    assertThat(client.wire().goodbyes()).containsExactly(GOODBYE);
  }

  @Test
  void endsAsAgreedWhereATokenThatAllowsLessCameJustBefore() {
    client.subscribe("errors", session.ownChannel("errors"));
    client.subscribe("1", "channel");
    lane.settle();

    session.renewed(null, List.of(new Refusal(RefusalCode.FORBIDDEN, "No more.", null, "1")));
    retire();

    assertThat(client.wire().goodbyes()).containsExactly(GOODBYE);
  }

  @Test
  void losesPatience() {
    session.busy();
    retire();

    assertThat(lane.passUntil(() -> !client.wire().goodbyes().isEmpty()))
        .isBetween(10_000L, 10_100L);
  }

  @Test
  void doesNothingOnceTheConnectionIsGone() {
    session.busy();
    retire();
    session.end();
    session.idle();
    lane.pass(1_000);

    assertThat(client.wire().goodbyes()).isEmpty();
    assertThat(lane.lane().wheel().isEmpty()).isTrue();
  }
}
