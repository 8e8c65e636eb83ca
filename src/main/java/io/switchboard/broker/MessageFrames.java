package io.switchboard.broker;

import io.switchboard.history.Publication;
import io.switchboard.protocol.FrameEncoder;
import io.switchboard.protocol.Headers;
import io.switchboard.protocol.ServerCommand;
import io.switchboard.protocol.StompVersion;
import java.util.Base64;

/// Makes the MESSAGE frame of a publication, once for all subscriptions that get the same.
final class MessageFrames {

  private MessageFrames() {}

  static SharedFrame encode(Publication publication, FrameKey key) {
    byte[] wire =
        encode(
            key.version(),
            key.codec(),
            ServerCommand.MESSAGE,
            headers(publication, key),
            publication.body(),
            publication.text());
    return SharedFrame.forMany(wire);
  }

  /// A frame as its codec carries it. What cannot go as binary goes in base64.
  static byte[] encode(
      StompVersion version,
      Codec codec,
      ServerCommand command,
      Headers headers,
      byte[] body,
      boolean text) {
    if (text || codec.carriesBinary()) {
      return codec.wrap(FrameEncoder.encode(version, command, headers, body), text);
    }
    Headers marked = headers.with("content-encoding", "base64");
    byte[] encoded = Base64.getEncoder().encode(body);
    return codec.wrap(FrameEncoder.encode(version, command, marked, encoded), true);
  }

  static byte[] receipt(StompVersion version, Codec codec, String id) {
    Headers headers = Headers.of("receipt-id", id);
    return encode(version, codec, ServerCommand.RECEIPT, headers, new byte[0], true);
  }

  static Headers headers(Publication publication, FrameKey key) {
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
    Headers own = publication.headers();
    for (int i = 0; i < own.size(); i++) {
      headers.add(own.name(i), own.value(i));
    }
    return headers.build();
  }
}
