package io.switchboard.security;

import io.switchboard.broker.Inbound;
import io.switchboard.broker.Session;
import java.security.Principal;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.support.ChannelInterceptor;

/// Refuses the CONNECT of a user who has as many sessions as one may have. Stands behind all who
/// may say whose session it is, the application's interceptors included.
public final class UserLimitInterceptor implements ChannelInterceptor {

  private final SessionLimits sessions;

  UserLimitInterceptor(SessionLimits sessions) {
    this.sessions = sessions;
  }

  @Override
  public Message<?> preSend(Message<?> message, MessageChannel channel) {
    if (SimpMessageHeaderAccessor.getMessageType(message.getHeaders()) == SimpMessageType.CONNECT) {
      Principal user = SimpMessageHeaderAccessor.getUser(message.getHeaders());
      if (user != null && message.getHeaders().get(Inbound.SESSION) instanceof Session session) {
        sessions.admit(session, user.getName());
      }
    }
    return message;
  }
}
