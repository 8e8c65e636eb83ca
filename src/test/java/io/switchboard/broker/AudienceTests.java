package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.history.Publication;
import io.switchboard.protocol.StompVersion;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AudienceTests {

  private final ManualLane lane = new ManualLane();
  private final Audience audience = new Audience();
  private final List<Client> clients = new ArrayList<>();
  private final List<Subscription> subscriptions = new ArrayList<>();

  @Test
  void encodesOnceForAllWhoseFramesAreAlike() {
    subscribe("same");
    subscribe("same");
    subscribe("other");

    deliver(Publications.of("channel", "hello"));

    assertThat(array(1)).isSameAs(array(0));
    assertThat(array(2)).isNotSameAs(array(0));
    assertThat(clients.get(2).wire().written()).contains("subscription:other\n");
  }

  @Test
  void tellsVersionsCodecsAndAcknowledgementApart() {
    FrameKey key = new FrameKey("1", StompVersion.V1_2, Codec.WEBSOCKET, false);
    subscribe(key);
    subscribe(new FrameKey("1", StompVersion.V1_0, Codec.WEBSOCKET, false));
    subscribe(new FrameKey("1", StompVersion.V1_2, Codec.SOCKJS_WEBSOCKET, false));
    subscribe(new FrameKey("1", StompVersion.V1_2, Codec.WEBSOCKET, true));
    subscribe(new FrameKey(null, StompVersion.V1_0, Codec.WEBSOCKET, false));

    deliver(Publications.of("channel", "hello"));

    Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < clients.size(); i++) {
      arrays.add(array(i));
    }
    assertThat(arrays).hasSize(clients.size());
    assertThat(clients.get(3).wire().written()).contains("\nack:epoch-1\n");
    assertThat(clients.get(4).wire().written()).doesNotContain("subscription:");
  }

  @Test
  void goesOnWithoutWhoLeft() {
    for (int i = 0; i < 5; i++) {
      subscribe("1");
    }
    audience.remove(subscriptions.get(1));
    audience.remove(subscriptions.get(4));
    audience.remove(subscriptions.get(0));

    deliver(Publications.of("channel", "hello"));

    assertThat(clients).extracting(c -> c.received().size()).containsExactly(0, 0, 1, 1, 0);
  }

  @Test
  void isEmptyOnceAllLeft() {
    subscribe("1");
    subscribe("1");
    subscribe("2");
    assertThat(audience.isEmpty()).isFalse();

    subscriptions.forEach(audience::remove);

    assertThat(audience.isEmpty()).isTrue();
    assertThat(subscriptions).noneMatch(Subscription::isRegistered);
  }

  @Test
  void givesWhatIsMeantForOneSessionToThatOneOnly() {
    subscribe("1");
    subscribe("1");

    deliver(Publications.of("channel", "session-1", "hello"));

    assertThat(clients).extracting(c -> c.received().size()).containsExactly(0, 1);
  }

  @Test
  void answersWithWhatItEncoded() {
    subscribe("1");
    subscribe("1");
    subscribe("a much longer id");

    long encoded = audience.deliver(Publications.of("channel", "hello"));
    lane.settle();

    int one = clients.get(0).wire().written().length();
    assertThat(encoded).isEqualTo(one + clients.get(2).wire().written().length());
  }

  /// Runs remember how they went on, and two clients that lag in turn make one chain of all that a
  /// channel is ever sent. The slow client holds on to its beginning, and to that alone.
  @Test
  void keepsNothingForASlowClientThatItDoesNotGet() {
    lagging();
    List<Client> others = List.of(lagging(), lagging());
    deliver(Publications.of("channel", "what waits for the first one for ever"));
    audience.remove(subscriptions.getFirst());

    List<WeakReference<Object>> later = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      deliver(Publications.of("channel", "message " + i));
      FakeWire wire = others.get(i % 2).wire();
      wire.complete();
      lane.settle();
      later.add(new WeakReference<>(wire.buffers().getLast().array()));
    }
    clients.forEach(client -> client.wire().forget());

    assertThat(later.subList(2, 15)).allMatch(AudienceTests::isCollected);
  }

  /// Subscribes a client whose writes do not end by themselves, the first of which has begun.
  private Client lagging() {
    subscribe("1");
    Client client = clients.getLast();
    client.wire().hold();
    client.session().outbox().add(Frames.one("the first"));
    lane.settle();
    return client;
  }

  private static boolean isCollected(WeakReference<Object> reference) {
    for (int i = 0; i < 20 && reference.get() != null; i++) {
      System.gc();
    }
    return reference.get() == null;
  }

  private void subscribe(String id) {
    subscribe(new FrameKey(id, StompVersion.V1_2, Codec.WEBSOCKET, false));
  }

  private void subscribe(FrameKey key) {
    Client client = new Client(lane, "session-" + clients.size());
    clients.add(client);
    subscriptions.add(new Subscription(client.session(), "channel", false, key));
    audience.add(subscriptions.getLast());
  }

  private void deliver(Publication publication) {
    audience.deliver(publication);
    lane.settle();
  }

  private byte[] array(int client) {
    return clients.get(client).wire().buffers().getFirst().array();
  }
}
