package io.switchboard.broker;

import io.switchboard.protocol.FrameEncoder;
import io.switchboard.protocol.Headers;
import io.switchboard.protocol.RefusalCode;
import io.switchboard.protocol.ServerCommand;
import io.switchboard.protocol.StompVersion;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// How a client is told that a frame was refused: `application/problem+json` (RFC 9457).
final class Refusals {

  /// Where a client that subscribed to it hears of refusals instead of being closed.
  static final String ERRORS = "/user/queue/errors";

  private static final String PROBLEM = "application/problem+json";

  private static final JsonMapper JSON = JsonMapper.shared();

  private Refusals() {}

  /// Whether a client would be told. From any thread; it may change its mind before it is.
  static boolean isListening(Session session) {
    return session.subscribedTo(session.ownChannel("errors")) != null;
  }

  /// Tells a session that listens for refusals. On the session's lane.
  ///
  /// @return `false` where it does not listen
  static boolean tell(Session session, Refusal refusal) {
    Subscription errors = session.subscribedTo(session.ownChannel("errors"));
    if (errors == null || !errors.isRegistered()) {
      return false;
    }
    Headers.Builder headers = Headers.builder();
    if (errors.key().subscription() != null) {
      headers.add("subscription", errors.key().subscription());
    }
    headers.add("destination", ERRORS).add("message-id", MessageIds.next());
    describe(headers, refusal);
    byte[] stomp =
        FrameEncoder.encode(
            session.version(), ServerCommand.MESSAGE, headers.build(), body(refusal));
    session.outbox().add(SharedFrame.forOne(session.codec().wrap(stomp, true)));
    return true;
  }

  /// The ERROR for a session that does not listen, encoded.
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
