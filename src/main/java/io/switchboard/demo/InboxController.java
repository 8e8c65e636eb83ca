package io.switchboard.demo;

import io.switchboard.broker.RefusedException;
import io.switchboard.protocol.RefusalCode;
import jakarta.validation.Valid;
import java.security.Principal;
import java.time.InstantSource;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.simp.SimpMessageSendingOperations;
import org.springframework.messaging.simp.annotation.SendToUser;
import org.springframework.messaging.simp.user.SimpUser;
import org.springframework.messaging.simp.user.SimpUserRegistry;
import org.springframework.stereotype.Controller;

/// Messages from one person to another. Nothing is kept: whoever does not listen is not written to.
/// Immutable.
@Controller
class InboxController {
  private static final String INBOX = "/queue/inbox";

  private final SimpMessageSendingOperations messaging;
  private final SimpUserRegistry users;
  private final InstantSource clock;

  InboxController(
      SimpMessageSendingOperations messaging, SimpUserRegistry users, InstantSource clock) {
    this.messaging = messaging;
    this.users = users;
    this.clock = clock;
  }

  /// What is returned goes to all of the sender's own sessions.
  @MessageMapping("inbox.{user}")
  @SendToUser(INBOX)
  DirectMessage send(@DestinationVariable String user, @Valid @Payload Say say, Principal sender) {
    if (!listens(user)) {
      throw new RefusedException(
          RefusalCode.UNKNOWN_DESTINATION, "Nobody of that name is here to read it.");
    }
    DirectMessage message = new DirectMessage(sender.getName(), user, say.text(), clock.instant());
    if (!user.equals(sender.getName())) {
      messaging.convertAndSendToUser(user, INBOX, message);
    }
    return message;
  }

  /// The sender gets the text back. With an answer of ours the connection goes on also for who
  /// hears of no refusals.
  @MessageExceptionHandler
  @SendToUser(destinations = "/queue/replies", broadcast = false)
  Undelivered giveBack(RefusedException refused, @Payload Say say) {
    return new Undelivered(say.text(), refused.detail());
  }

  private boolean listens(String name) {
    SimpUser user = users.getUser(name);
    return user != null
        && user.getSessions().stream()
            .flatMap(session -> session.getSubscriptions().stream())
            .anyMatch(subscription -> subscription.getDestination().equals("/user" + INBOX));
  }
}
