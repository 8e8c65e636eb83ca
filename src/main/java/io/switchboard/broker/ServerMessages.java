package io.switchboard.broker;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageBuilder;

/// On the broker channel, makes every message the application's own, even one with the headers of a
/// client's message that a controller was handed and passes on.
public final class ServerMessages implements ChannelInterceptor {

  @Override
  public Message<?> preSend(Message<?> message, MessageChannel channel) {
    if (!message.getHeaders().containsKey(Inbound.SESSION)) {
      return message;
    }
    SimpMessageHeaderAccessor accessor = SimpMessageHeaderAccessor.wrap(message);
    accessor.removeHeader(Inbound.SESSION);
    accessor.removeHeader(Inbound.TEXT);
    accessor.removeNativeHeader("receipt");
    return MessageBuilder.createMessage(message.getPayload(), accessor.getMessageHeaders());
  }
}
