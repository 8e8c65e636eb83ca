package io.switchboard.policy;

import io.switchboard.protocol.ChannelPattern;
import java.util.Set;

/// What a token or a key allows by itself. It counts where a policy says `granted`. Immutable.
///
/// @param pattern the channels it is for
/// @param rights what may be done with them
public record Grant(ChannelPattern pattern, Set<Right> rights) {

  public Grant {
    rights = Set.copyOf(rights);
  }

  /// Whether this grant gives a right to one channel.
  boolean covers(Right right, String channel) {
    return rights.contains(right) && pattern.matches(channel);
  }

  /// Whether this grant gives a right to all channels of a pattern.
  public boolean covers(Right right, ChannelPattern all) {
    return rights.contains(right) && pattern.contains(all);
  }
}
