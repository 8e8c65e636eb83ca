package io.switchboard.demo;

import jakarta.validation.Valid;
import java.security.Principal;
import java.time.InstantSource;
import java.util.List;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.messaging.simp.user.SimpUserRegistry;
import org.springframework.stereotype.Controller;

/// Chat rooms, each a channel `rooms.<room>` with a second one for who is typing. A room is there
/// as soon as somebody says something in it.
@Controller
class RoomsController {
  private static final int MEMBERS_MOST = 50;

  private final RoomBook book = new RoomBook();
  private final SimpUserRegistry users;
  private final InstantSource clock;

  RoomsController(SimpUserRegistry users, InstantSource clock) {
    this.users = users;
    this.clock = clock;
  }

  /// The sender is who signed in, whatever the payload says.
  @MessageMapping("rooms.{room}.say")
  @SendTo("/topic/rooms.{room}")
  ChatMessage say(@DestinationVariable Room room, @Valid @Payload Say say, Principal sender) {
    ChatMessage message = new ChatMessage(sender.getName(), say.text(), clock.instant());
    book.said(room, message.at());
    return message;
  }

  @MessageMapping("rooms.{room}.typing")
  @SendTo("/topic/rooms.{room}.typing")
  Typing typing(@DestinationVariable Room room, Principal sender) {
    return new Typing(sender.getName());
  }

  /// The answer to SUBSCRIBE `/app/rooms.<room>`, once and to who asks alone.
  @SubscribeMapping("rooms.{room}")
  RoomFacts facts(@DestinationVariable Room room) {
    RoomBook.Talk talk = book.about(room);
    return talk == null
        ? new RoomFacts(room.name(), members(room), 0, null, null)
        : new RoomFacts(room.name(), members(room), talk.messages(), talk.opened(), talk.latest());
  }

  private List<String> members(Room room) {
    String channel = "/topic/rooms." + room.name();
    return users.findSubscriptions(sought -> sought.getDestination().equals(channel)).stream()
        .map(subscription -> subscription.getSession().getUser().getName())
        .distinct()
        .sorted()
        .limit(MEMBERS_MOST)
        .toList();
  }
}
