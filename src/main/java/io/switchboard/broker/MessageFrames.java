package io.switchboard.broker;

import io.switchboard.history.Publication;
import io.switchboard.protocol.FrameEncoder;
import io.switchboard.protocol.Headers;
import io.switchboard.protocol.ServerCommand;
import java.util.Base64;

/// Makes the MESSAGE frame of a publication, once for all subscriptions that get the same.
final class MessageFrames {

  private MessageFrames() {}

  static SharedFrame encode(Publication publication, FrameKey key) {
    boolean base64 = !publication.text() && !key.codec().carriesBinary();
    byte[] body = publication.body();
    byte[] stomp =
        FrameEncoder.encode(
            key.version(),
            ServerCommand.MESSAGE,
            headers(publication, key, base64),
            base64 ? Base64.getEncoder().encode(body) : body);
    return SharedFrame.forMany(key.codec().wrap(stomp, publication.text() || base64));
  }

  private static Headers headers(Publication publication, FrameKey key, boolean base64) {
    String position = publication.position().toString();
    Headers.Builder headers = Headers.builder();
    headers.add("destination", publication.destination());
    if (key.subscription() != null) {
      headers.add("subscription", key.subscription());
    }
    headers.add("message-id", position);
    if (key.acknowledged()) {
      headers.add("ack", position);
    }
    headers.add("timestamp", Long.toString(publication.timestampMillis()));
    String publisher = publication.publisher();
    if (publisher != null) {
      headers.add("publisher", publisher);
    }
    if (base64) {
      headers.add("content-encoding", "base64");
    }
    Headers own = publication.headers();
    for (int i = 0; i < own.size(); i++) {
      headers.add(own.name(i), own.value(i));
    }
    return headers.build();
  }
}
