package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.switchboard.protocol.CloseCode;
import io.switchboard.protocol.Headers;
import io.switchboard.protocol.RefusalCode;
import io.switchboard.protocol.ServerCommand;
import io.switchboard.protocol.StompVersion;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Subscriptions of a session, and its end.
class SessionTests {

  private final ManualLane lane = new ManualLane();
  private final Client client = new Client(lane, "client").connect("alice");
  private final Session session = client.session();

  @Test
  void acknowledgesASubscriptionBeforeItsFirstMessage() {
    client.deliver(Publications.of("channel", "before"));
    client.subscribe("1", "channel");
    client.deliver(Publications.of("channel", "after"));

    assertThat(client.received()).containsExactly("RECEIPT r-1", "MESSAGE after");
  }

  @Test
  void acknowledgesOnlyWhatAsksForIt() {
    session.subscribe("1", client.subscription("1", "channel", false), null);
    session.unsubscribe("1", null);
    session.receipt(null);
    lane.settle();

    assertThat(client.received()).isEmpty();
  }

  @Test
  void refusesAnIdThatIsTakenAndKeepsItsSubscription() {
    client.subscribe("1", "channel");

    assertRefused(RefusalCode.DUPLICATE_SUBSCRIPTION, () -> client.subscribe("1", "other"));
    client.deliver(Publications.of("other", "not subscribed to"));
    client.deliver(Publications.of("channel", "hello"));

    assertThat(client.received()).containsExactly("RECEIPT r-1", "MESSAGE hello");
  }

  @Test
  void takesAsManySubscriptionsAsAreAllowed() {
    for (int i = 0; i < Client.SETTINGS.subscriptions(); i++) {
      client.subscribe("" + i, "channel");
    }
    assertRefused(RefusalCode.LIMIT_REACHED, () -> client.subscribe("more", "channel"));
    lane.settle();
    assertThat(lane.lane().registry().size()).isEqualTo(Client.SETTINGS.subscriptions());

    session.unsubscribe("0", null);
    client.subscribe("more", "channel");
    lane.settle();

    assertThat(client.received()).endsWith("RECEIPT r-more");
  }

  @Test
  void sendsNothingOfASubscriptionAfterItsEndWasAcknowledged() {
    client.subscribe("1", "channel");
    client.deliver(Publications.of("channel", "hello"));
    session.unsubscribe("1", "bye");
    client.deliver(Publications.of("channel", "too late"));

    assertThat(client.received()).containsExactly("RECEIPT r-1", "MESSAGE hello", "RECEIPT bye");
    assertThat(lane.lane().registry().isEmpty()).isTrue();
  }

  @Test
  void acknowledgesTheEndOfASubscriptionThatDoesNotExist() {
    session.unsubscribe("none", "bye");
    lane.settle();

    assertThat(client.received()).containsExactly("RECEIPT bye");
  }

  @Test
  void takesAnIdAgainAtOnceWhenItWasGivenBack() {
    client.subscribe("1", "first");
    session.unsubscribe("1", null);
    client.subscribe("1", "second");
    client.deliver(Publications.of("first", "not subscribed to"));
    client.deliver(Publications.of("second", "hello"));

    assertThat(client.received()).containsExactly("RECEIPT r-1", "RECEIPT r-1", "MESSAGE hello");
    assertThat(lane.lane().registry().size()).isEqualTo(1);
  }

  @Test
  void undoesItsSubscriptionsWhenItEnds() {
    client.subscribe("1", "channel");
    client.subscribe("2", "other");
    lane.settle();

    session.end();
    lane.settle();

    assertNothingLeft();
  }

  @Test
  void undoesASubscriptionThatIsStillOnItsWayToTheLane() {
    client.subscribe("1", "channel");
    session.end();
    lane.settle();

    assertNothingLeft();
  }

  /// The id is claimed, but the lane is flooded; while the SUBSCRIBE waits, the connection breaks.
  @Test
  void undoesASubscriptionThatLostTheRaceWithItsEnd() {
    int units = lane.takeAllRoom();
    Thread subscriber = Thread.ofPlatform().start(() -> client.subscribe("1", "channel"));
    Patience.untilWaiting(subscriber);
    assertThat(session.subscribedTo("channel")).isNotNull();

    session.end();
    lane.lane().release(units);
    Patience.join(subscriber);
    lane.settle();

    assertNothingLeft();
  }

  @Test
  void takesNoSubscriptionAfterItsEnd() {
    session.end();

    client.subscribe("1", "channel");
    lane.settle();

    assertNothingLeft();
  }

  @Test
  void endsOnce() {
    List<String> events = new ArrayList<>();
    client.subscribe("1", "channel");
    client.wire().hold();
    session.lastControl(new byte[2], () -> events.add("after"));
    lane.settle();

    session.end();
    session.end();
    lane.settle();

    assertThat(events).containsExactly("after");
    assertNothingLeft();
  }

  /// At once, on the thread that reads: frames behind it are not to be carried out.
  @Test
  void isOverAsSoonAsItIsRefusedAnythingWithoutListening() {
    client.subscribe("1", "channel");
    session.refuse(new Refusal(RefusalCode.UNKNOWN_DESTINATION, "Not there.", null, null));

    assertThat(session.isOver()).isTrue();
    lane.settle();
    assertThat(client.received())
        .containsExactly("RECEIPT r-1", "ERROR There is no such destination");
    assertThat(client.wire().goodbyes()).containsExactly(Farewell.of(CloseCode.PROTOCOL));
    assertThat(lane.lane().registry().isEmpty()).isTrue();
  }

  @Test
  void isOverAsSoonAsItFails() {
    session.fail(new Refusal(RefusalCode.MALFORMED, "No colon.", null, null));

    assertThat(session.isOver()).isTrue();
  }

  @Test
  void goesOnWhenItIsRefusedSomethingAndListens() {
    client.subscribe("e", session.ownChannel("errors"));
    session.refuse(new Refusal(RefusalCode.UNKNOWN_DESTINATION, "Not there.", null, null));
    lane.settle();

    assertThat(session.isOver()).isFalse();
    assertThat(client.wire().goodbyes()).isEmpty();
  }

  @Test
  void answersAllThatCameBeforeAGoodbye() {
    client.subscribe("1", "channel");
    session.receipt("r-goodbye");
    session.disconnect();
    client.deliver(Publications.of("channel", "too late"));

    assertThat(client.received()).containsExactly("RECEIPT r-1", "RECEIPT r-goodbye");
    assertThat(client.wire().goodbyes()).containsExactly(Farewell.of(CloseCode.NORMAL));
    assertThat(lane.lane().registry().isEmpty()).isTrue();
  }

  @Test
  void takesNoSubscriptionAfterAGoodbye() {
    session.disconnect();

    client.subscribe("1", "channel");
    lane.settle();

    assertThat(client.received()).isEmpty();
    assertThat(lane.lane().registry().isEmpty()).isTrue();
  }

  @Test
  void closesWithTheCallersOwnWordsOnceAllWasSent() {
    session.receipt("1");
    session.close(4999, "because");
    session.receipt("2");
    lane.settle();

    assertThat(client.received()).containsExactly("RECEIPT 1");
    assertThat(client.wire().goodbyes()).containsExactly(new Farewell(4999, "because"));
    assertThat(session.isOver()).isTrue();
  }

  @Test
  void sendsTheTransportsOwnFramesUntilTheLast() {
    List<String> events = new ArrayList<>();
    byte[] pong = {(byte) 0x8a, 0};
    byte[] close = {(byte) 0x88, 0};
    session.control(pong);
    session.lastControl(close, () -> events.add("after"));
    session.control(pong);
    session.receipt("too late");
    lane.settle();

    assertThat(client.wire().written()).isEqualTo("\u0088\u0000");
    assertThat(events).containsExactly("after");
  }

  @Test
  void sendsBinaryInBase64WhereTheCodecCarriesTextOnly() {
    FakeWire wire = new FakeWire();
    Session sockJs = new Session("s", lane.lane(), wire, Codec.SOCKJS_HTTP, Client.SETTINGS);
    byte[] body = {(byte) 0xff, 0, 1};

    sockJs.send(ServerCommand.MESSAGE, Headers.of("destination", "/app/image"), body, false);
    lane.settle();

    assertThat(wire.written()).contains("\ncontent-encoding:base64\n").endsWith("\n\n/wAB\0");
  }

  @Test
  void speaksTheNewestVersionUntilOneIsAgreedOn() {
    Session fresh = new Client(lane, "fresh").session();
    assertThat(fresh.version()).isEqualTo(StompVersion.V1_2);

    fresh.connected(StompVersion.V1_1, null, HeartBeat.NONE);

    assertThat(fresh.version()).isEqualTo(StompVersion.V1_1);
  }

  @Test
  void ofNobodyHasNothingOfAUserWhoIsCalledLikeIt() {
    Session nobodys = new Client(lane, "alice").connect(null).session();

    assertThat(session.ownChannel("news")).isEqualTo(UserChannel.of("alice", "news"));
    assertThat(nobodys.ownChannel("news"))
        .isEqualTo(UserChannel.ofSession("alice", "news"))
        .isNotEqualTo(session.ownChannel("news"));
  }

  private void assertNothingLeft() {
    assertThat(lane.lane().registry().isEmpty()).isTrue();
    assertThat(lane.lane().wheel().isEmpty()).isTrue();
    assertThat(session.outbox().unsentBytes()).isZero();
    assertThat(session.subscribedTo("channel")).isNull();
  }

  private static void assertRefused(RefusalCode code, ThrowingCallable frame) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(frame)
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
