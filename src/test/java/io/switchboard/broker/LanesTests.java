package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.history.Draft;
import io.switchboard.history.Position;
import io.switchboard.history.Streams;
import io.switchboard.protocol.Headers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LanesTests {

  private final Streams streams =
      new Streams(1_000, Duration.ofMinutes(10), InstantSource.system());
  private final Lanes lanes = new Lanes(2, streams);

  @AfterEach
  void stop() {
    lanes.stop();
  }

  @Test
  void takeSessionsInTurn() {
    Lane first = lanes.next();
    Lane second = lanes.next();

    assertThat(second).isNotSameAs(first);
    assertThat(lanes.next()).isSameAs(first);
    assertThat(lanes.next()).isSameAs(second);
  }

  @Test
  void countTheSubscriptionsOfAll() {
    for (int i = 0; i < 3; i++) {
      subscribe(lanes.next(), "" + i);
    }
    lanes.start();

    Patience.until(() -> lanes.subscriptions() == 3);
  }

  @Test
  void giveEachPublicationItsPlace() {
    Position first = lanes.publish(Publications.draft("channel", null, "one"));
    Position second = lanes.publish(Publications.draft("channel", null, "two"));

    assertThat(first.offset()).isEqualTo(1);
    assertThat(second).isEqualTo(new Position(first.epoch(), 2));
  }

  @Test
  void holdAPublisherBackWhateverItFillsThemWith() {
    List<Draft> kinds =
        List.of(
            draft(Headers.EMPTY, 64 * 1024),
            draft(headers(64, 1024), 0)); // no less memory than the other
    for (Draft kind : kinds) {
      AtomicInteger published = new AtomicInteger();
      Lanes flooded = new Lanes(2, streams);
      Thread publisher = Thread.ofPlatform().start(() -> publish(flooded, kind, published));

      Patience.untilWaiting(publisher);
      assertThat(published.get()).isBetween(900, 1_100); // 64 MiB
      flooded.start();
      Patience.join(publisher);
      flooded.stop();

      assertThat(published).hasValue(3_000);
    }
  }

  /// It must not wait for itself, and what it was about to wait for elsewhere stays free.
  @Test
  void keepTheirRoomWhereALanePublishes() {
    lanes.next();
    Lane second = lanes.next();
    Draft large = draft(Headers.EMPTY, Outbox.MAXIMUM_BOUND); // a quarter of a lane's room
    AtomicInteger refused = new AtomicInteger();
    lanes.start();

    for (int i = 0; i < 5; i++) {
      second.execute(() -> publishOnALane(large, refused));
    }
    Patience.until(() -> refused.get() == 5);

    assertThat(lanes.publish(large).offset()).isEqualTo(1);
  }

  @Test
  void holdNobodyBackOnceStopped() {
    AtomicInteger published = new AtomicInteger();
    lanes.start();
    lanes.stop();

    publish(lanes, draft(Headers.EMPTY, 64 * 1024), published);

    assertThat(published).hasValue(3_000);
  }

  /// The interceptors' thread gives back the room that publishers wait for: it must not wait
  /// itself.
  @Test
  void doNotWaitForRoomThatAnInterceptorHolds() {
    AtomicInteger published = new AtomicInteger();
    AtomicInteger copies = new AtomicInteger();
    CountDownLatch flooded = new CountDownLatch(1);
    AtomicReference<Lanes> itself = new AtomicReference<>();
    Lanes slow =
        new Lanes(
            1,
            streams,
            (message, timeout) -> {
              awaits(flooded);
              itself.get().publish(Publications.draft("elsewhere", null, "seen"));
              return copies.incrementAndGet() > 0;
            });
    itself.set(slow);
    subscribe(slow.next(), "interceptor");
    slow.start();
    Draft large = draft(Headers.EMPTY, 64 * 1024);
    Thread publisher = Thread.ofPlatform().start(() -> publish(slow, large, published));
    Patience.untilWaiting(publisher);

    flooded.countDown();
    Patience.join(publisher);

    Patience.until(() -> copies.get() >= 3_000);
    slow.stop();
  }

  private void publishOnALane(Draft draft, AtomicInteger refused) {
    try {
      lanes.publish(draft);
    } catch (IllegalStateException e) {
      refused.incrementAndGet();
    }
  }

  private static void awaits(CountDownLatch latch) {
    try {
      assertThat(latch.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void subscribe(Lane lane, String id) {
    Session session = new Session(id, lane, new FakeWire(), Codec.WEBSOCKET, Client.SETTINGS);
    FrameKey key = new FrameKey("1", session.version(), Codec.WEBSOCKET, false);
    session.subscribe("1", new Subscription(session, "channel", false, key), null);
  }

  private static void publish(Lanes to, Draft draft, AtomicInteger published) {
    for (int i = 0; i < 3_000; i++) {
      to.publish(draft);
      published.incrementAndGet();
    }
  }

  private static Headers headers(int count, int bytes) {
    List<String> namesAndValues = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      namesAndValues.add("header-" + (100 + i));
      namesAndValues.add("x".repeat(bytes - "header-100".length()));
    }
    return Headers.of(namesAndValues.toArray(String[]::new));
  }

  private static Draft draft(Headers headers, int bytes) {
    return new Draft("channel", "/topic/channel", null, null, headers, new byte[bytes], false);
  }
}
