package io.switchboard.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelStreamTests {

  private final List<Publication> received = new ArrayList<>();
  private final ChannelStream stream = new ChannelStream("epoch");

  @Test
  void countsFromOneWithoutHoles() {
    for (long offset = 1; offset <= 3; offset++) {
      Draft draft = Drafts.of("channel", "message " + offset);

      assertThat(stream.append(draft, at(1_000 + offset), received::add))
          .isEqualTo(new Position("epoch", offset));
      assertThat(received.getLast())
          .isEqualTo(new Publication(draft, new Position("epoch", offset), 1_000 + offset));
    }
  }

  @Test
  void turnsPublishersAwayOnceEnded() {
    stream.append(Drafts.of("channel", "one"), at(0), received::add);
    stream.end();
    stream.end();

    assertThat(stream.append(Drafts.of("channel", "two"), at(0), received::add)).isNull();
    assertThat(received).hasSize(1);
  }

  @Test
  void goesOnAfterAReceiverThatThrows() {
    try {
      stream.append(
          Drafts.of("channel", "one"),
          at(0),
          publication -> {
            throw new IllegalStateException("A test's own");
          });
    } catch (IllegalStateException e) {
      received.clear();
    }

    Position next = stream.append(Drafts.of("channel", "two"), at(0), received::add);

    assertThat(next).isEqualTo(new Position("epoch", 2));
    assertThat(received).hasSize(1);
  }

  private static InstantSource at(long millis) {
    return InstantSource.fixed(Instant.ofEpochMilli(millis));
  }
}
