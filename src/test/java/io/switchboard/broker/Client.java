package io.switchboard.broker;

import io.switchboard.history.Publication;
import io.switchboard.protocol.StompVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A session on a lane without a thread, and the wire it is sent over.
final class Client {

  static final int OUTBOX_BYTES = 128 * 1024;

  static final SessionSettings SETTINGS =
      new SessionSettings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          OUTBOX_BYTES,
          4,
          new RefusalLog());

  private final ManualLane lane;
  private final FakeWire wire = new FakeWire();
  private final Session session;

  Client(ManualLane lane, String id) {
    this.lane = lane;
    this.session = new Session(id, lane.lane(), wire, Codec.WEBSOCKET, SETTINGS);
  }

  Session session() {
    return session;
  }

  FakeWire wire() {
    return wire;
  }

  /// Says CONNECT without heart-beats, and settles.
  Client connect(@Nullable String user) {
    session.begin();
    session.connected(StompVersion.V1_2, user, HeartBeat.NONE);
    lane.settle();
    return this;
  }

  /// Registered at once, past the session.
  Subscription register(String id, String channel) {
    Subscription subscription = subscription(id, channel, false);
    lane.lane().registry().add(subscription);
    return subscription;
  }

  Subscription subscription(String id, String target, boolean byPattern) {
    FrameKey key = new FrameKey(id, StompVersion.V1_2, Codec.WEBSOCKET, false);
    return new Subscription(session, target, byPattern, key);
  }

  /// SUBSCRIBE with the receipt `r-<id>`.
  void subscribe(String id, String channel) {
    session.subscribe(id, subscription(id, channel, false), "r-" + id);
  }

  /// What was sent, one by one: `MESSAGE <body>`, `RECEIPT <receipt-id>`, `ERROR <message>`,
  /// `beat`, `control`.
  List<String> received() {
    List<String> received = new ArrayList<>();
    String bytes = wire.written();
    int at = 0;
    while (at < bytes.length()) {
      boolean control = bytes.charAt(at) >= 0x88;
      int length = bytes.charAt(at + 1);
      at += 2;
      if (length == 126) {
        length = bytes.charAt(at) << 8 | bytes.charAt(at + 1);
        at += 2;
      }
      received.add(control ? "control" : told(bytes.substring(at, at + length)));
      at += length;
    }
    return received;
  }

  private static String told(String payload) {
    if (payload.equals("\n")) {
      return "beat";
    }
    String command = payload.substring(0, payload.indexOf('\n'));
    return command
        + ' '
        + switch (command) {
          case "RECEIPT" -> header(payload, "receipt-id");
          case "ERROR" -> header(payload, "message");
          default -> payload.substring(payload.indexOf("\n\n") + 2, payload.length() - 1);
        };
  }

  private static String header(String frame, String name) {
    int from = frame.indexOf('\n' + name + ':') + name.length() + 2;
    return frame.substring(from, frame.indexOf('\n', from));
  }

  /// Delivers at once, past the queue, and settles.
  void deliver(Publication publication) {
    lane.lane().execute(() -> lane.lane().deliver(publication, 0, 0));
    lane.settle();
  }
}
