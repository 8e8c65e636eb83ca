package io.switchboard.policy;

import java.util.regex.Pattern;

/// One rule: who may use the channels that it matches. Immutable.
///
/// @param name small letters, digits and `-`; unique among the rules
/// @param match a channel pattern that may have placeholders as whole segments, such as
///   `users.{sub}.#`. A placeholder takes any one segment, but lets in only callers whose claim of
///   that name is this segment
/// @param subscribe who may subscribe
/// @param publish who may publish
public record ChannelPolicy(String name, String match, Access subscribe, Access publish) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

  /// @throws IllegalArgumentException in a sentence that names the value and what it takes
  public ChannelPolicy {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no rule's name: it takes small letters, digits and -");
    }
    Match.of(match);
  }

  /// A rule that lets nobody in.
  public static ChannelPolicy closed(String name, String match) {
    return new ChannelPolicy(name, match, new Access.Nobody(), new Access.Nobody());
  }

  /// Who has a right.
  public Access access(Right right) {
    return switch (right) {
      case SUBSCRIBE -> subscribe;
      case PUBLISH -> publish;
    };
  }
}
