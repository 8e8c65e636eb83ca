package io.switchboard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RoomBookTests {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Room LOBBY = new Room("lobby");

  private final RoomBook book = new RoomBook();

  @Test
  void countsAndRemembersTheFirstAndTheLast() {
    book.said(LOBBY, NOON);
    book.said(new Room("kitchen"), NOON.plusSeconds(1));
    book.said(LOBBY, NOON.plusSeconds(2));

    assertThat(book.about(LOBBY)).isEqualTo(new RoomBook.Talk(2, NOON, NOON.plusSeconds(2)));
  }

  @Test
  void knowsNothingOfARoomWhereNothingWasSaid() {
    assertThat(book.about(LOBBY)).isNull();
  }

  @Test
  void forgetsTheRoomThatWasSilentTheLongest() {
    book.said(LOBBY, NOON);
    for (int room = 1; room < RoomBook.ROOMS_MOST; room++) {
      book.said(new Room("room-" + room), NOON);
    }
    book.said(LOBBY, NOON);

    book.said(new Room("one-more"), NOON);

    assertThat(book.about(LOBBY)).isNotNull();
    assertThat(book.about(new Room("room-1"))).isNull();
    assertThat(book.about(new Room("room-2"))).isNotNull();
  }
}
