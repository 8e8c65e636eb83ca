package io.switchboard.broker;

import java.security.Principal;
import org.springframework.messaging.simp.user.DestinationUserNameProvider;

/// The streams that are one user's own, or, where nobody knows who a client is, one session's.
/// Their keys start with `/user/` and `/session/`, so that no channel's name, and no pattern, ever
/// meets them, and no session, whose id a client may have chosen, the user of that name.
final class UserChannel {

  private static final String USER = "/user/";
  private static final String SESSION = "/session/";

  private UserChannel() {}

  /// @param user any name; a slash in it cannot lead into another user's streams, since the queue's
  ///   name has none
  static String of(String user, String queue) {
    return USER + user + "/queue/" + queue;
  }

  /// @param id of a session without a user
  static String ofSession(String id, String queue) {
    return SESSION + id + "/queue/" + queue;
  }

  /// The name by which Spring's own handlers send to the user, and its registry knows it.
  static String nameOf(Principal user) {
    return user instanceof DestinationUserNameProvider named
        ? named.getDestinationUserName()
        : user.getName();
  }

  static boolean is(String stream) {
    return stream.startsWith(USER) || stream.startsWith(SESSION);
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
