package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncementsTests {

  private final Announcements announcements = new Announcements();
  private final List<String> heard = new ArrayList<>();

  @Test
  void tellOfTheEndOnceAllHaveHeardOfTheBeginning() {
    announcements.begin(() -> {
      heard.add("connect");
      announcements.end(() -> heard.add("disconnect"));
      heard.add("connected");
    });

    assertThat(heard).containsExactly("connect", "connected", "disconnect");
  }

  @Test
  void tellOfTheEndAtOnceWhereNothingBegins() {
    announcements.begin(() -> heard.add("connected"));

    announcements.end(() -> heard.add("disconnect"));

    assertThat(heard).containsExactly("connected", "disconnect");
  }

  @Test
  void tellOfNoBeginningAfterTheEnd() {
    announcements.end(() -> heard.add("disconnect"));

    announcements.begin(() -> heard.add("connected"));

    assertThat(heard).containsExactly("disconnect");
  }

  @Test
  void tellOfTheEndThoughTheBeginningFails() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            announcements.begin(() -> {
              announcements.end(() -> heard.add("disconnect"));
              throw new IllegalStateException();
            }));

    assertThat(heard).containsExactly("disconnect");
  }
}
