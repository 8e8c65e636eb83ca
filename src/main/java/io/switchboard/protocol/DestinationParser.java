package io.switchboard.protocol;

import org.jspecify.annotations.Nullable;

/// Reads destinations.
final class DestinationParser {
  private static final int MAX_CHARS = 255;
  private static final String TOO_LONG = "A destination has at most " + MAX_CHARS + " characters";
  private static final String TOPIC = "/topic/";
  private static final String APP = "/app/";
  private static final String USER = "/user/";
  private static final String QUEUE = "queue/";

  private DestinationParser() {}

  static Destination parse(String text) {
    if (text.length() > MAX_CHARS) {
      return unknown(text, TOO_LONG);
    }
    if (text.startsWith(TOPIC)) {
      return topic(text, text.substring(TOPIC.length()));
    }
    if (text.startsWith(APP)) {
      return app(text, text.substring(APP.length()));
    }
    if (text.startsWith(USER)) {
      return user(text, text.substring(USER.length()));
    }
    if (text.equals(Destination.SessionToken.TEXT)) {
      return new Destination.SessionToken();
    }
    return unknown(text, "A destination begins with /topic/, /app/ or /user/");
  }

  private static Destination topic(String text, String name) {
    String fault = ChannelName.faultOfPattern(name);
    if (fault != null) {
      return unknown(text, fault);
    }
    return ChannelName.hasWildcard(name)
        ? new Destination.TopicPattern(name)
        : new Destination.Topic(name);
  }

  private static Destination app(String text, String name) {
    String fault = faultOfFreeName(name);
    return fault == null ? new Destination.App(name) : unknown(text, fault);
  }

  private static Destination user(String text, String rest) {
    int slash = rest.indexOf('/');
    if (rest.startsWith(QUEUE) && slash == rest.lastIndexOf('/')) {
      return userQueue(text, rest.substring(QUEUE.length()));
    }
    if (slash < 0 || !rest.startsWith(QUEUE, slash + 1)) {
      return unknown(
          text, "A user's destination is /user/queue/<name> or /user/<user>/queue/<name>");
    }
    String user = rest.substring(0, slash).replace("%2F", "/");
    return userTarget(text, user, rest.substring(slash + 1 + QUEUE.length()));
  }

  private static Destination userQueue(String text, String queue) {
    String fault = ChannelName.fault(queue);
    return fault == null ? new Destination.UserQueue(queue) : unknown(text, fault);
  }

  private static Destination userTarget(String text, String user, String queue) {
    String fault = faultOfFreeName(user);
    if (fault == null) {
      fault = ChannelName.fault(queue);
    }
    return fault == null ? new Destination.UserTarget(user, queue) : unknown(text, fault);
  }

  private static @Nullable String faultOfFreeName(String name) {
    if (name.isEmpty()) {
      return "A name in the destination is empty";
    }
    return faultOfCharacters(name);
  }

  static @Nullable String fault(String text) {
    return text.length() > MAX_CHARS ? TOO_LONG : faultOfCharacters(text);
  }

  private static @Nullable String faultOfCharacters(String text) {
    return SafeText.isPrintable(text) ? null : "A destination has no control characters";
  }

  private static Destination unknown(String text, String reason) {
    return new Destination.Unknown(text, reason);
  }
}
