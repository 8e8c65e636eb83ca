package io.switchboard.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a channel is as it is. Immutable.
///
/// @param channel the channel's name
/// @param effective the rule that decides, `null` if none matches
/// @param lessSpecific the rules that match too, but do not count; from the inside out
public record PolicyExplanation(
    String channel, @Nullable ChannelPolicy effective, List<ChannelPolicy> lessSpecific) {

  public PolicyExplanation {
    lessSpecific = List.copyOf(lessSpecific);
  }

  /// The same in lines to read.
  public String text() {
    if (effective == null) {
      return channel + ": no rule covers it, so no client may subscribe or publish\n";
    }
    StringBuilder text = new StringBuilder(channel + ": decided by the rule " + lines(effective));
    if (!lessSpecific.isEmpty()) {
      text.append("Rules that match it too, but are less specific:\n");
      lessSpecific.forEach(policy -> text.append("- ").append(lines(policy)));
    }
    return text.toString();
  }

  private static String lines(ChannelPolicy policy) {
    return """
    %s
      match: "%s"
      subscribe: %s
      publish: %s
    """
        .formatted(
            policy.name(), policy.match(), policy.subscribe().text(), policy.publish().text());
  }

  @Override
  public String toString() {
    return text();
  }
}
