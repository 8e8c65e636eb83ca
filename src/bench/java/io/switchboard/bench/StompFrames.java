package io.switchboard.bench;

import java.nio.charset.StandardCharsets;

/// The client's side of STOMP 1.2, as much of it as measuring takes.
final class StompFrames {

  private static final byte[] MESSAGE = "MESSAGE".getBytes(StandardCharsets.US_ASCII);

  private StompFrames() {}

  /// Takes what a server sent.
  interface Receiver {
    /// A MESSAGE, whose body begins at that place.
    void message(byte[] bytes, int body, int to);

    /// A frame of any other kind.
    void other(String frame);
  }

  static String connect(Target target) {
    String host = target.authority().substring(0, target.authority().lastIndexOf(':'));
    String token = target.token();
    String bearer = token.isEmpty() ? "" : "Authorization:Bearer " + token + '\n';
    return "CONNECT\naccept-version:1.2,1.1\nheart-beat:0,0\nhost:" + host + '\n' + bearer + "\n\0";
  }

  static String subscribe(Audience audience, int client) {
    return "SUBSCRIBE\nack:auto\nid:"
        + audience.subscriptionOf(client)
        + "\ndestination:"
        + audience.destinationOf(client)
        + "\n\n\0";
  }

  /// A SEND up to its body.
  static String send(String destination, int bodyBytes) {
    return "SEND\ndestination:"
        + destination
        + "\ncontent-type:text/plain\ncontent-length:"
        + bodyBytes
        + "\n\n";
  }

  /// Reads one WebSocket message: any number of whole frames, EOLs between them.
  ///
  /// @param bodyBytes of the bodies that are looked for, which spares looking for their end
  static void read(byte[] bytes, int from, int to, int bodyBytes, Receiver receiver) {
    int at = from;
    while (at < to) {
      if (bytes[at] == '\n' || bytes[at] == '\r') {
        at++;
      } else {
        at = readFrame(bytes, at, to, bodyBytes, receiver);
      }
    }
  }

  private static int readFrame(byte[] bytes, int from, int to, int bodyBytes, Receiver receiver) {
    if (!isMessage(bytes, from, to)) {
      int end = indexOf((byte) 0, bytes, from, to);
      receiver.other(new String(bytes, from, end - from, StandardCharsets.UTF_8));
      return end + 1;
    }
    int body = behindHeaders(bytes, from, to);
    receiver.message(bytes, body, to);
    boolean ours = body + bodyBytes < to && bytes[body + bodyBytes] == 0;
    return 1 + (ours ? body + bodyBytes : indexOf((byte) 0, bytes, body, to));
  }

  private static boolean isMessage(byte[] bytes, int from, int to) {
    for (int i = 0; i < MESSAGE.length; i++) {
      if (from + i >= to || bytes[from + i] != MESSAGE[i]) {
        return false;
      }
    }
    return true;
  }

  private static int behindHeaders(byte[] bytes, int from, int to) {
    for (int i = from + MESSAGE.length; i < to - 1; i++) {
      if (bytes[i] == '\n' && (bytes[i + 1] == '\n' || bytes[i + 1] == '\r')) {
        return i + (bytes[i + 1] == '\n' ? 2 : 3);
      }
    }
    return to;
  }

  private static int indexOf(byte wanted, byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return to;
  }
}
