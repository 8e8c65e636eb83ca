package io.switchboard.broker;

import io.switchboard.protocol.FrameEncoder;
import io.switchboard.protocol.Headers;
import io.switchboard.protocol.RefusalCode;
import io.switchboard.protocol.ServerCommand;
import io.switchboard.protocol.StompVersion;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// How a client is told that a frame was refused: `application/problem+json` (RFC 9457).
final class Refusals {

  /// Where a client that subscribed to it hears of refusals instead of being closed.
  static final String ERRORS = "/user/queue/errors";

  private static final String PROBLEM = "application/problem+json";

  private static final JsonMapper JSON = JsonMapper.shared();

  private Refusals() {}

  /// What a session that listens for refusals is to be told, encoded. From any thread, so that the
  /// lane, which many share, has only to hand it on.
  ///
  /// @return `null` where it does not listen
  static @Nullable Notice notice(Session session, Refusal refusal) {
    Subscription errors = session.subscribedTo(session.ownChannel("errors"));
    return errors == null
        ? null
        : new Notice(errors, session.codec().wrap(message(session, errors, refusal), true));
  }

  /// One refusal on its way to who listens.
  ///
  /// @param errors where it is listened for
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Notice(Subscription errors, byte[] frame) {

    /// Tells the session. On its lane.
    ///
    /// @return `false` where it does not listen there any more, or not yet
    boolean tell(Session session) {
      if (!errors.isRegistered()) {
        return false;
      }
      session.outbox().add(SharedFrame.messageForOne(frame));
      return true;
    }
  }

  /// Tells a session that listens for refusals. On the session's lane.
  ///
  /// @return `false` where it does not listen
  static boolean tell(Session session, Refusal refusal) {
    Notice notice = notice(session, refusal);
    return notice != null && notice.tell(session);
  }

  private static byte[] message(Session session, Subscription errors, Refusal refusal) {
    Headers.Builder headers = Headers.builder();
    if (errors.key().subscription() != null) {
      headers.add("subscription", errors.key().subscription());
    }
    headers.add("destination", ERRORS).add("message-id", MessageIds.next());
    describe(headers, refusal);
    return FrameEncoder.encode(
        session.version(), ServerCommand.MESSAGE, headers.build(), body(refusal));
  }

  /// The ERROR for a session that does not listen, as its codec carries it.
  static byte[] error(Session session, Refusal refusal) {
    return session.codec().wrap(error(refusal, session.version()), true);
  }

  /// The same as a frame of STOMP.
  static byte[] error(Refusal refusal, StompVersion version) {
    Headers.Builder headers = Headers.builder().add("message", refusal.code().title());
    if (refusal.receipt() != null) {
      headers.add("receipt-id", refusal.receipt());
    }
    if (refusal.code() == RefusalCode.UNSUPPORTED_VERSION) {
      headers.add("version", StompVersion.ALL);
    }
    describe(headers, refusal);
    return FrameEncoder.encode(version, ServerCommand.ERROR, headers.build(), body(refusal));
  }

  private static void describe(Headers.Builder headers, Refusal refusal) {
    headers.add("content-type", PROBLEM).add("code", refusal.code().text());
    headers.add("retryable", Boolean.toString(refusal.code().retryable()));
    Long retryAfter = refusal.retryAfterSeconds();
    if (retryAfter != null) {
      headers.add("retry-after", retryAfter.toString());
    }
    if (refusal.receipt() != null) {
      headers.add("receipt-id", refusal.receipt());
    }
    if (refusal.subscription() != null) {
      headers.add("subscription-id", refusal.subscription());
    }
  }

  private static byte[] body(Refusal refusal) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", refusal.code().type());
    problem.put("title", refusal.code().title());
    problem.put("detail", refusal.detail());
    problem.put("code", refusal.code().text());
    Long retryAfter = refusal.retryAfterSeconds();
    if (retryAfter != null) {
      problem.put("retry-after", retryAfter);
    }
    return JSON.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
  }
}
