package io.switchboard.security;

import io.switchboard.broker.Inbound;
import io.switchboard.broker.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;

/// Finds out at CONNECT whose connection this is, and keeps those out of whom nobody knows
/// anything. A token in the frame counts before what the handshake brought. Credentials go no
/// further than this.
public final class ConnectInterceptor implements ChannelInterceptor {

  /// Where Spring keeps a passcode besides.
  private static final String CREDENTIALS = "stompCredentials";

  private final Credentials credentials;
  private final Terms terms;

  ConnectInterceptor(Credentials credentials, Terms terms) {
    this.credentials = credentials;
    this.terms = terms;
  }

  @Override
  public Message<?> preSend(Message<?> message, MessageChannel channel) {
    Session session = Inbound.session(message);
    if (session != null
        && SimpMessageHeaderAccessor.getMessageType(message.getHeaders())
            == SimpMessageType.CONNECT) {
      connect(session, message);
    }
    return message;
  }

  private void connect(Session session, Message<?> message) {
    StompHeaderAccessor frame =
        MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
    if (frame == null) {
      throw new IllegalStateException(
          "An interceptor before this one made another message of CONNECT");
    }
    Identity identity = identify(frame);
    frame.setUser(identity.principal());
    terms.begin(session, identity);
  }

  private Identity identify(StompHeaderAccessor frame) {
    String shown = Credentials.bearer(authorization(frame));
    if (shown == null) {
      shown = passcode(frame);
    }
    frame.removeNativeHeader("Authorization");
    frame.removeNativeHeader("authorization");
    frame.removeNativeHeader("passcode");
    frame.removeHeader(CREDENTIALS);
    Credential credential = shown == null ? ofHandshake(frame) : credentials.check(shown);
    return credential.identityOrRefuse();
  }

  private Credential ofHandshake(StompHeaderAccessor frame) {
    Identity identity = IdentityInterceptor.identity(frame.getSessionAttributes());
    if (identity == null) {
      return frame.getUser() == null
          ? credentials.none()
          : credentials.checkLogin(frame.getUser(), null);
    }
    return new Credential.Accepted(identity);
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
}
