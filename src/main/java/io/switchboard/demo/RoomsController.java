package io.switchboard.demo;

import jakarta.validation.Valid;
import java.security.Principal;
import java.time.InstantSource;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.stereotype.Controller;

/// Chat rooms, each a channel `rooms.<room>` with a second one for who is typing. A room is there
/// as soon as somebody says something in it. Immutable.
@Controller
class RoomsController {
  private final InstantSource clock;

  RoomsController(InstantSource clock) {
    this.clock = clock;
  }

  /// The sender is who signed in, whatever the payload says.
  @MessageMapping("rooms.{room}.say")
  @SendTo("/topic/rooms.{room}")
  ChatMessage say(@DestinationVariable Room room, @Valid @Payload Say say, Principal sender) {
    return new ChatMessage(sender.getName(), say.text(), clock.instant());
  }

  @MessageMapping("rooms.{room}.typing")
  @SendTo("/topic/rooms.{room}.typing")
  Typing typing(@DestinationVariable Room room, Principal sender) {
    return new Typing(sender.getName());
  }
}
