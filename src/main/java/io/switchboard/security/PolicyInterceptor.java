package io.switchboard.security;

import io.switchboard.broker.Inbound;
import io.switchboard.broker.RefusedException;
import io.switchboard.broker.Session;
import io.switchboard.policy.Right;
import io.switchboard.protocol.Destination;
import io.switchboard.protocol.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.support.ChannelInterceptor;

/// Judges every SUBSCRIBE and SEND of a client before anything is done about it, and takes the
/// token that renews a connection. Nothing is allowed that was not granted, and nothing once the
/// token has expired.
///
/// On the thread that reads the connection.
public final class PolicyInterceptor implements ChannelInterceptor {

  private final ChannelRights rights;
  private final Terms terms;
  private final SendCounts counts;
  private final InstantSource clock;

  PolicyInterceptor(ChannelRights rights, Terms terms, SendCounts counts, InstantSource clock) {
    this.rights = rights;
    this.terms = terms;
    this.counts = counts;
    this.clock = clock;
  }

  @Override
  public @Nullable Message<?> preSend(Message<?> message, MessageChannel channel) {
    SimpMessageType type = SimpMessageHeaderAccessor.getMessageType(message.getHeaders());
    if (type != SimpMessageType.MESSAGE && type != SimpMessageType.SUBSCRIBE) {
      return message;
    }
    Session session = Inbound.session(message);
    if (session == null) {
      return message; // the application's own
    }
    if (!(session.credentials() instanceof Connection connection)) {
      throw new RefusedException(RefusalCode.NOT_CONNECTED, "Nobody knows who this is.");
    }
    String destination = SimpMessageHeaderAccessor.getDestination(message.getHeaders());
    if (destination == null) {
      return message; // for the broker to say
    }
    return type == SimpMessageType.SUBSCRIBE
        ? subscribe(connection, destination, message)
        : send(connection, destination, message);
  }

  private Message<?> subscribe(Connection connection, String destination, Message<?> message) {
    checkTerm(connection);
    switch (Destination.parse(destination)) {
      case Destination.Topic topic ->
          rights.check(connection.identity(), Right.SUBSCRIBE, topic.channel());
      case Destination.TopicPattern pattern ->
          rights.check(connection.identity(), Right.SUBSCRIBE, pattern.pattern());
      case Destination other -> checkOther(connection, other);
    }
    return message;
  }

  private @Nullable Message<?> send(Connection connection, String destination, Message<?> message) {
    if (destination.equals(Destination.SessionToken.TEXT)) {
      renew(connection, message);
      return null;
    }
    checkTerm(connection);
    LongAdder known = connection.publishes(destination);
    if (known != null) {
      known.increment();
      return message;
    }
    switch (Destination.parse(destination)) {
      case Destination.Topic topic -> publish(connection, topic);
      case Destination other -> {
        checkOther(connection, other);
        counts.of(null, connection.session().transport()).increment();
      }
    }
    return message;
  }

  private void publish(Connection connection, Destination.Topic topic) {
    Identity identity = connection.identity();
    rights.check(identity, Right.PUBLISH, topic.channel());
    LongAdder count = counts.of(rights.policyOf(topic.channel()), connection.session().transport());
    count.increment();
    if (rights.isFixed(identity, Right.PUBLISH, topic.channel())) {
      connection.rememberPublish(topic.text(), count);
    }
  }

  private void renew(Connection connection, Message<?> message) {
    String token = new String((byte[]) message.getPayload(), StandardCharsets.UTF_8).strip();
    Principal before = connection.identity().principal();
    terms.renew(connection, token);
    SimpMessageHeaderAccessor frame =
        SimpMessageHeaderAccessor.getAccessor(message, SimpMessageHeaderAccessor.class);
    if (frame != null && Objects.equals(before, frame.getUser())) { // else one of the application's
      frame.setUser(connection.identity().principal());
    }
    connection.session().receipt(Inbound.receipt(message));
  }

  private void checkTerm(Connection connection) {
    if (connection.isExpired(clock.millis())) {
      throw new RefusedException(
          RefusalCode.TOKEN_EXPIRED,
          "The token has expired. Send a new one to " + Destination.SessionToken.TEXT + ".");
    }
  }

  /// Controllers judge users themselves; whoever is none has no business there. What the broker
  /// refuses to everybody is left to it.
  private static void checkOther(Connection connection, Destination destination) {
    switch (connection.identity().kind()) {
      case LOGIN, TOKEN -> {}
      case ANONYMOUS, API_KEY -> {
        switch (destination) {
          case Destination.UserQueue queue -> {}
          case Destination.Unknown unknown ->
              throw new RefusedException(RefusalCode.UNKNOWN_DESTINATION, unknown.reason());
          case Destination other -> throw noUser(connection.identity());
        }
      }
    }
  }

  private static RefusedException noUser(Identity identity) {
    return identity.kind() == Identity.Kind.ANONYMOUS
        ? new RefusedException(
            RefusalCode.UNAUTHENTICATED, "This needs a credential, and this connection has none.")
        : new RefusedException(RefusalCode.FORBIDDEN, "This is for users, not for API keys.");
  }
}
