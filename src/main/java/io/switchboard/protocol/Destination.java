package io.switchboard.protocol;

import org.jspecify.annotations.Nullable;

/// Where a frame goes, as its header `destination` says. Immutable. [#parse] is what checks; the
/// records take what they are given.
public sealed interface Destination {
  /// As it stands in the header.
  String text();

  /// Reads a destination. Never throws: what is not one becomes [Unknown].
  static Destination parse(String destination) {
    return DestinationParser.parse(destination);
  }

  /// What is wrong with a destination whatever it begins with: too long, or with control characters
  /// in it.
  ///
  /// @return a sentence that may be shown to the client, `null` for nothing
  static @Nullable String fault(String destination) {
    return DestinationParser.fault(destination);
  }

  /// `/topic/<channel>`: one channel.
  ///
  /// @param channel dot-separated segments of letters and digits of any script, `_` and `-`, in
  ///   NFC, at most 200 bytes of UTF-8
  record Topic(String channel) implements Destination {
    @Override
    public String text() {
      return "/topic/" + channel;
    }
  }

  /// `/topic/<pattern>`: every channel that the pattern matches. To subscribe to, not to send to.
  ///
  /// @param pattern a channel's name with at least one segment `*` or `#`; see [ChannelPattern]
  record TopicPattern(String pattern) implements Destination {
    @Override
    public String text() {
      return "/topic/" + pattern;
    }
  }

  /// `/app/<name>`: what the application handles.
  ///
  /// @param name not empty, without control characters, otherwise free
  record App(String name) implements Destination {
    @Override
    public String text() {
      return "/app/" + name;
    }
  }

  /// `/user/queue/<name>`: what is for this user alone, as the user's own client sees it.
  ///
  /// @param name segments as a channel has them
  record UserQueue(String name) implements Destination {
    @Override
    public String text() {
      return "/user/queue/" + name;
    }
  }

  /// `/user/<user>/queue/<name>`: that queue of another user, as who sends to it sees it.
  ///
  /// A user may be called `queue`: a queue's name has no slash, so `/user/queue/queue/x` can only
  /// be the queue `x` of that user, and `/user/queue/x` only one's own.
  ///
  /// @param user not empty, without control characters, otherwise free. In the text a slash is
  ///   `%2F`, the one escape that Spring's `SimpMessagingTemplate` has; it refuses users with a
  ///   literal `%2F`
  /// @param queue segments as a channel has them
  record UserTarget(String user, String queue) implements Destination {
    @Override
    public String text() {
      return "/user/" + user.replace("/", "%2F") + "/queue/" + queue;
    }
  }

  /// `/session/token`: where a client sends the token that goes on from the one it has.
  record SessionToken() implements Destination {
    public static final String TEXT = "/session/token";

    @Override
    public String text() {
      return TEXT;
    }
  }

  /// Not a destination of this server.
  ///
  /// @param text as it was given
  /// @param reason a sentence that may be shown to the client
  record Unknown(String text, String reason) implements Destination {}
}
