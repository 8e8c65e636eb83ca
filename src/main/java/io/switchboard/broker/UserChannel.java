package io.switchboard.broker;

/// The streams that are one user's own. Their keys start with `/user/`, so that no channel's name,
/// and no pattern, ever meets them.
final class UserChannel {

  private static final String PREFIX = "/user/";

  private UserChannel() {}

  /// @param user any name; a slash in it cannot lead into another user's streams, since the queue's
  ///   name has none
  static String of(String user, String queue) {
    return PREFIX + user + "/queue/" + queue;
  }

  static boolean is(String stream) {
    return stream.startsWith(PREFIX);
  }

  /// What its subscribers call it.
  static String destination(String queue) {
    return "/user/queue/" + queue;
  }

  /// Whether what is sent there concerns one session of the user only.
  static boolean isOneSessions(String queue) {
    return queue.equals("replies") || queue.equals("errors");
  }
}
