package io.switchboard.broker;

import io.switchboard.history.Publication;
import io.switchboard.protocol.Headers;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;

/// The slow way, for an application whose interceptors want to see each copy on Spring's outbound
/// channel: one message, one encoding and one hop for each subscriber.
///
/// Runs the interceptors on one virtual thread, in the lane's order. What waits for it is bounded
/// by the lane's room, which a publication takes up until its last copy was passed on.
final class InterceptedDelivery {

  private static final Logger LOG = LoggerFactory.getLogger(InterceptedDelivery.class);

  /// Bound while a copy is passed on: what comes of it must not wait for room that the publication
  /// itself takes up.
  private static final ScopedValue<Boolean> PASSING_ON = ScopedValue.newInstance();

  private final MessageChannel outboundChannel;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("switchboard-outbound").factory());

  InterceptedDelivery(MessageChannel outboundChannel) {
    this.outboundChannel = outboundChannel;
  }

  /// Whether this thread is passing on a copy.
  static boolean isPassingOn() {
    return PASSING_ON.isBound();
  }

  /// Passes a copy on for each, then runs `after`. On the lane.
  void deliver(List<Subscription> subscribers, Publication publication, Runnable after) {
    thread.execute(() -> {
      try {
        ScopedValue.where(PASSING_ON, true)
            .run(() -> subscribers.forEach(subscriber -> passOn(subscriber, publication)));
      } finally {
        after.run();
      }
    });
  }

  private void passOn(Subscription subscriber, Publication publication) {
    try {
      outboundChannel.send(messageFor(subscriber, publication));
    } catch (RuntimeException e) {
      LOG.error("An interceptor of the outbound channel failed", LoggedFailure.of(e));
    }
  }

  private static Message<byte[]> messageFor(Subscription subscriber, Publication publication) {
    StompHeaderAccessor accessor = StompHeaderAccessor.create(StompCommand.MESSAGE);
    accessor.setSessionId(subscriber.session().id());
    if (subscriber.key().subscription() != null) {
      accessor.setSubscriptionId(subscriber.key().subscription());
    }
    accessor.setDestination(publication.destination());
    Headers headers = MessageFrames.headers(publication, subscriber.key());
    for (int i = 0; i < headers.size(); i++) {
      accessor.setNativeHeader(headers.name(i), headers.value(i));
    }
    accessor.setHeader(Inbound.TEXT, publication.text());
    accessor.setLeaveMutable(true);
    return MessageBuilder.createMessage(publication.body(), accessor.getMessageHeaders());
  }

  void stop() {
    thread.shutdown();
  }
}
