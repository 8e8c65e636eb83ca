package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.ChannelPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTests {

  private final ManualLane lane = new ManualLane();
  private final Registry registry = lane.lane().registry();
  private final Client alice = new Client(lane, "alice");
  private final Client bob = new Client(lane, "bob");

  @Test
  void deliversToWhoSubscribedToTheChannelAndToNobodyElse() {
    registry.add(alice.subscription("1", "rooms.lobby", false));
    registry.add(bob.subscription("1", "rooms.attic", false));

    deliver("rooms.lobby");

    assertThat(alice.received()).containsExactly("MESSAGE rooms.lobby");
    assertThat(bob.received()).isEmpty();
  }

  @Test
  void deliversWhatAPatternMatches() {
    registry.add(alice.subscription("1", "rooms.*", true));
    registry.add(bob.subscription("1", "#", true));

    deliver("rooms.lobby");
    deliver("rooms");
    deliver("rooms.lobby.corner");

    assertThat(alice.received()).containsExactly("MESSAGE rooms.lobby");
    assertThat(bob.received())
        .containsExactly("MESSAGE rooms.lobby", "MESSAGE rooms", "MESSAGE rooms.lobby.corner");
  }

  @Test
  void deliversToEachSubscriptionOfASession() {
    registry.add(alice.subscription("1", "rooms.lobby", false));
    registry.add(alice.subscription("2", "rooms.*", true));

    deliver("rooms.lobby");

    assertThat(alice.received()).containsExactly("MESSAGE rooms.lobby", "MESSAGE rooms.lobby");
  }

  @Test
  void deliversAUsersOwnStreamByNoPattern() {
    registry.add(alice.subscription("1", "#", true));
    registry.add(bob.subscription("1", "/user/bob/queue/news", false));

    deliver("/user/bob/queue/news");

    assertThat(alice.received()).isEmpty();
    assertThat(bob.received()).hasSize(1);
    assertThat(registry.remembered()).isZero();
  }

  @Test
  void listsThoseAPublicationGoesTo() {
    Subscription byName = alice.subscription("1", "rooms.lobby", false);
    Subscription byPattern = bob.subscription("1", "rooms.*", true);
    registry.add(byName);
    registry.add(byPattern);
    registry.add(bob.subscription("2", "rooms.attic", false));

    assertThat(registry.subscribersOf(Publications.of("rooms.lobby", "hello")))
        .containsExactly(byName, byPattern);
    assertThat(registry.subscribersOf(Publications.of("rooms.lobby", "alice", "hello")))
        .containsExactly(byName);
  }

  @Test
  void remembersNothingWhereThereAreNoPatterns() {
    registry.subscribersOf(Publications.of("rooms.lobby", "hello"));
    deliver("rooms.lobby");

    assertThat(registry.isEmpty()).isTrue();
  }

  @Test
  void findsAPatternThatCameAfterItsChannelWasKnown() {
    registry.add(alice.subscription("1", "rooms.*", true));
    deliver("rooms.lobby");

    registry.add(bob.subscription("1", "*.lobby", true));
    deliver("rooms.lobby");

    assertThat(alice.received()).hasSize(2);
    assertThat(bob.received()).hasSize(1);
  }

  @Test
  void deliversNothingToAPatternThatWasRemoved() {
    Subscription removed = alice.subscription("1", "rooms.*", true);
    registry.add(removed);
    registry.add(bob.subscription("1", "rooms.*", true));
    deliver("rooms.lobby");

    registry.remove(removed);
    deliver("rooms.lobby");

    assertThat(alice.received()).hasSize(1);
    assertThat(bob.received()).hasSize(2);
  }

  @Test
  void saysHowMuchItEncoded() {
    registry.add(alice.subscription("1", "rooms.lobby", false));
    registry.add(bob.subscription("1", "rooms.lobby", false));
    long one = registry.deliver(Publications.of("rooms.lobby", "hello"));
    registry.add(alice.subscription("2", "rooms.lobby", false));
    registry.add(bob.subscription("3", "rooms.*", true));

    assertThat(one).isPositive();
    assertThat(registry.deliver(Publications.of("rooms.lobby", "hello"))).isEqualTo(3 * one);
    assertThat(registry.deliver(Publications.of("rooms", "hello"))).isZero();
  }

  @Test
  void removesWhatIsNotThereWithoutAWord() {
    Subscription subscription = alice.subscription("1", "rooms.lobby", false);
    registry.remove(subscription);
    registry.add(subscription);

    registry.remove(subscription);
    registry.remove(subscription);

    assertThat(registry.size()).isZero();
    assertThat(registry.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void keepsNothingOnceAllWereRemovedInAnyOrder(int seed) {
    Random random = new Random(seed);
    String[] targets = {"a", "b", "a.b", "*", "#", "a.*", "*.b", "a.#"};
    List<Subscription> there = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      if (there.isEmpty() || random.nextInt(100) < 55) {
        String target = targets[random.nextInt(targets.length)];
        there.add(subscription(random, target));
        registry.add(there.getLast());
      } else {
        registry.remove(there.remove(random.nextInt(there.size())));
      }
      assertThat(registry.size()).isEqualTo(there.size());
      assertDelivers(random.nextBoolean() ? "a" : "a.b", there);
    }

    while (!there.isEmpty()) {
      registry.remove(there.remove(random.nextInt(there.size())));
    }

    assertThat(registry.isEmpty()).isTrue();
  }

  @Test
  void remembersThePatternsOfSomeChannelsOnly() {
    Subscription subscription = alice.subscription("1", "rooms.*", true);
    registry.add(subscription);
    for (int i = 0; i < 25_000; i++) {
      registry.deliver(Publications.of("elsewhere." + i, ""));
    }

    assertThat(registry.remembered()).isBetween(1, Registry.REMEMBERED);

    registry.remove(subscription);
    assertThat(registry.isEmpty()).isTrue();
  }

  @Test
  void remembersNoMoreWhereManyPatternsMatch() {
    List<Subscription> all = subscribeToPatternsOfEverything(Registry.FEW);
    int most = 0;
    for (int i = 0; i < 1_000; i++) {
      registry.deliver(Publications.of("a.b.c.d.e.f.g." + i, ""));
      most = Math.max(most, registry.remembered());
    }

    assertThat(most).isBetween(Registry.REMEMBERED / 2, Registry.REMEMBERED);
    all.forEach(registry::remove);
    assertThat(registry.isEmpty()).isTrue();
    assertThat(registry.remembered()).isZero();
  }

  @Test
  void remembersNoChannelThatTooManyPatternsMatch() {
    subscribeToPatternsOfEverything(Registry.FEW + 1);
    alice.wire().forget();

    deliver("a.b.c.d.e.f.g.h");
    deliver("a.b.c.d.e.f.g.h");

    assertThat(registry.remembered()).isZero();
    assertThat(alice.received()).hasSize(2 * (Registry.FEW + 1));
  }

  /// Of channels below `a.b.c.d.e.f.g`: each of its segments by name or by `*`.
  private List<Subscription> subscribeToPatternsOfEverything(int count) {
    List<Subscription> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder pattern = new StringBuilder();
      for (int bit = 0; bit < 7; bit++) {
        pattern.append((i >> bit & 1) == 0 ? (char) ('a' + bit) : '*').append('.');
      }
      all.add(alice.subscription("" + i, pattern.append('#').toString(), true));
      registry.add(all.getLast());
    }
    return all;
  }

  private Subscription subscription(Random random, String target) {
    boolean byPattern = target.indexOf('*') >= 0 || target.indexOf('#') >= 0;
    Client client = random.nextBoolean() ? alice : bob;
    return client.subscription("" + random.nextInt(3), target, byPattern);
  }

  private void assertDelivers(String channel, List<Subscription> there) {
    long meant = there.stream().filter(s -> ChannelPattern.of(s.target()).matches(channel)).count();
    alice.wire().forget();
    bob.wire().forget();

    deliver(channel);

    assertThat(alice.received().size() + bob.received().size()).isEqualTo((int) meant);
  }

  /// A publication whose body is its channel's name.
  private void deliver(String channel) {
    alice.deliver(Publications.of(channel, channel));
  }
}
