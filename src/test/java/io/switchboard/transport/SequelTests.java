package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequelTests {

  private final Sequel sequel = new Sequel();
  private final List<String> heard = new ArrayList<>();

  @Test
  void comesAtOnceWhereNothingIsUnderWay() {
    sequel.come(() -> heard.add("sequel"));

    assertThat(heard).containsExactly("sequel");
    assertThat(sequel.begin()).as("first").isFalse();
  }

  @Test
  void waitsForTheEndOfWhatIsUnderWay() {
    assertThat(sequel.begin()).as("first").isTrue();
    heard.add("beginning");
    sequel.come(() -> heard.add("sequel"));
    heard.add("end");
    assertThat(heard).containsExactly("beginning", "end");

    sequel.end();

    assertThat(heard).containsExactly("beginning", "end", "sequel");
  }

  @Test
  void comesAtOnceAfterWhatWasUnderWay() {
    sequel.begin();
    sequel.end();

    sequel.come(() -> heard.add("sequel"));

    assertThat(heard).containsExactly("sequel");
  }

  @Test
  void comesOnce() {
    sequel.begin();
    sequel.come(() -> heard.add("sequel"));

    sequel.end();
    sequel.end();

    assertThat(heard).containsExactly("sequel");
  }
}
