package io.switchboard.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class StreamsTests {

  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1234));

  private final Streams streams = new Streams(1_000, Duration.ofMinutes(10), CLOCK);
  private final List<Publication> received = Collections.synchronizedList(new ArrayList<>());

  @Test
  void countEachChannelFromOne() {
    Position first = publish(streams, "a");
    Position second = publish(streams, "a");
    Position other = publish(streams, "b");

    assertThat(first.offset()).isEqualTo(1);
    assertThat(second).isEqualTo(new Position(first.epoch(), 2));
    assertThat(other.offset()).isEqualTo(1);
    assertThat(other.epoch()).isNotEqualTo(first.epoch());
    assertThat(streams.size()).isEqualTo(2);
  }

  @Test
  void handOverWhatWasPublishedWithItsPositionAndTime() {
    Draft draft = Drafts.of("a", "hello");

    Position position = streams.publish(draft, received::add);

    assertThat(received).containsExactly(new Publication(draft, position, 1234));
  }

  @Test
  void handOverInTheOrderOfTheOffsetsWhoeverPublishes() throws InterruptedException {
    publishFromEightThreads(streams, "a", 5_000);

    assertThat(received)
        .extracting(publication -> publication.position().offset())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 40_000).boxed().toList());
    assertThat(received)
        .extracting(publication -> publication.position().epoch())
        .containsOnly(received.getFirst().position().epoch());
  }

  /// One reads the clock late, the other first: their times must not be the other way round.
  @Test
  void neverGoBackInTimeFromOneOffsetToTheNext() throws InterruptedException {
    AtomicLong millis = new AtomicLong();
    InstantSource ticking = () -> Instant.ofEpochMilli(millis.incrementAndGet());

    publishFromEightThreads(new Streams(1_000, Duration.ofMinutes(10), ticking), "a", 5_000);

    assertThat(received).extracting(Publication::timestampMillis).isSorted();
  }

  @Test
  void keepEachPublishersOrder() throws InterruptedException {
    publishFromEightThreads(streams, "a", 1_000);

    Map<String, Integer> last = new HashMap<>();
    for (Publication publication : received) {
      String[] publisherAndCount = text(publication).split(" ", -1);
      int count = Integer.parseInt(publisherAndCount[1]);
      assertThat(count).isEqualTo(last.getOrDefault(publisherAndCount[0], 0) + 1);
      last.put(publisherAndCount[0], count);
    }
  }

  @Test
  void beginANewLifeAfterALongSilence() {
    AtomicLong nanos = new AtomicLong();
    Streams idling = new Streams(1_000, Duration.ofMinutes(10), CLOCK, nanos::get);
    Position first = publish(idling, "a");
    nanos.addAndGet(Duration.ofMinutes(9).toNanos());
    Position second = publish(idling, "a");
    nanos.addAndGet(Duration.ofMinutes(10).toNanos());
    assertThat(idling.size()).isZero();

    Position third = publish(idling, "a");

    assertThat(second).isEqualTo(new Position(first.epoch(), 2));
    assertThat(third.offset()).isEqualTo(1);
    assertThat(third.epoch()).isNotEqualTo(first.epoch());
  }

  @Test
  void forgetSomeWhereThereAreTooMany() {
    Streams few = new Streams(100, Duration.ofMinutes(10), CLOCK);
    Map<String, Position> firsts = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      firsts.put("channel-" + i, publish(few, "channel-" + i));
    }
    assertThat(few.size()).isLessThanOrEqualTo(100);

    int begunAnew = 0;
    for (Map.Entry<String, Position> first : firsts.entrySet()) {
      Position second = publish(few, first.getKey());
      boolean goesOn = second.epoch().equals(first.getValue().epoch());
      assertThat(second.offset()).isEqualTo(goesOn ? 2 : 1);
      begunAnew += goesOn ? 0 : 1;
    }

    assertThat(begunAnew).isGreaterThanOrEqualTo(9_900);
  }

  /// Nothing is kept here, so that publishers again and again hold a stream that has ended.
  @Test
  void beginANewLifeForWhoHoldsAStreamThatHasEnded() throws InterruptedException {
    Streams forgetful = new Streams(0, Duration.ofMinutes(10), CLOCK);
    publishFromEightThreads(forgetful, "a", 5_000);

    assertThat(received).hasSize(40_000);
    Set<String> ended = new HashSet<>();
    String epoch = "";
    long offset = 0;
    for (Publication publication : received) {
      Position position = publication.position();
      if (!position.epoch().equals(epoch)) {
        assertThat(ended.add(position.epoch())).isTrue(); // no life goes on after the next began
        epoch = position.epoch();
        offset = 0;
      }
      assertThat(position.offset()).isEqualTo(++offset);
    }
    assertThat(ended).hasSizeGreaterThan(1);
  }

  @Test
  void haveEpochsThatFitAHeader() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(Streams.newEpoch()).matches("[0-9a-z]{1,13}");
    }
  }

  private void publishFromEightThreads(Streams to, String channel, int each)
      throws InterruptedException {
    List<Thread> publishers = new ArrayList<>();
    for (int p = 0; p < 8; p++) {
      String publisher = "p" + p;
      publishers.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 1; i <= each; i++) {
                  to.publish(Drafts.of(channel, publisher + ' ' + i), received::add);
                }
              }));
    }
    for (Thread publisher : publishers) {
      publisher.join();
    }
  }

  private Position publish(Streams to, String channel) {
    return to.publish(Drafts.of(channel, "hello"), received::add);
  }

  private static String text(Publication publication) {
    return new String(publication.body(), StandardCharsets.UTF_8);
  }
}
