package io.switchboard.security;

import io.switchboard.broker.RefusedException;
import io.switchboard.protocol.ChannelPattern;
import io.switchboard.protocol.Destination;
import io.switchboard.protocol.RefusalCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;

/// Finds out at CONNECT whose connection this is, and keeps those out of whom nobody knows
/// anything.
///
/// A token in the frame counts before what the handshake brought. Credentials go no further than
/// this.
public final class ConnectInterceptor implements ChannelInterceptor {

  private final Tokens tokens;
  private final List<ChannelPattern> anonymousChannels;

  ConnectInterceptor(Tokens tokens, List<String> anonymousChannels) {
    this.tokens = tokens;
    this.anonymousChannels = anonymousChannels.stream().map(ChannelPattern::of).toList();
  }

  @Override
  public Message<?> preSend(Message<?> message, MessageChannel channel) {
    StompHeaderAccessor frame =
        MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
    if (frame == null || frame.getCommand() == null) {
      return message;
    }
    if (frame.getCommand() == StompCommand.CONNECT || frame.getCommand() == StompCommand.STOMP) {
      identify(frame);
    } else if (frame.getUser() == null && isUse(frame.getCommand())) {
      checkAnonymous(frame.getDestination());
    }
    return message;
  }

  private void identify(StompHeaderAccessor frame) {
    String token = Tokens.bearer(authorization(frame));
    if (token == null) {
      token = passcode(frame);
    }
    frame.removeNativeHeader("Authorization");
    frame.removeNativeHeader("authorization");
    frame.removeNativeHeader("passcode");
    if (token != null) {
      frame.setUser(verified(token));
    } else if (frame.getUser() == null && anonymousChannels.isEmpty()) {
      throw new RefusedException(
          RefusalCode.UNAUTHENTICATED,
          "CONNECT needs a credential: a token in its header Authorization, or a session cookie"
              + " with the handshake.");
    }
  }

  /// STOMP's names are case-sensitive, but those who write this one think of HTTP's.
  private static @Nullable String authorization(StompHeaderAccessor frame) {
    String value = frame.getFirstNativeHeader("Authorization");
    return value == null ? frame.getFirstNativeHeader("authorization") : value;
  }

  /// Clients that can set no other header put the token here. Spring moves it out of the headers.
  private static @Nullable String passcode(StompHeaderAccessor frame) {
    String passcode = frame.getPasscode();
    return passcode == null || passcode.isBlank() ? null : passcode.strip();
  }

  private java.security.Principal verified(String token) {
    var user = tokens.verify(token);
    if (user == null) {
      throw new RefusedException(RefusalCode.UNAUTHENTICATED, "The token is not valid.");
    }
    return user;
  }

  private static boolean isUse(StompCommand command) {
    return command == StompCommand.SEND || command == StompCommand.SUBSCRIBE;
  }

  private void checkAnonymous(@Nullable String destination) {
    boolean allowed =
        switch (Destination.parse(destination == null ? "" : destination)) {
          case Destination.Topic topic ->
              anonymousChannels.stream().anyMatch(pattern -> pattern.matches(topic.channel()));
          case Destination.UserQueue queue -> true;
          case Destination.Unknown unknown -> true; // for the broker to say what is wrong with it
          case Destination other -> false;
        };
    if (!allowed) {
      throw new RefusedException(
          RefusalCode.UNAUTHENTICATED, "This needs a credential, and this connection has none.");
    }
  }
}
