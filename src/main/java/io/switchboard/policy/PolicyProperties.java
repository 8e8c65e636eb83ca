package io.switchboard.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who may use which channels.
///
/// @param channels rules by name; the most specific one that matches a channel decides, and without
///   one no client may subscribe or publish
@ConfigurationProperties("switchboard")
public record PolicyProperties(@DefaultValue Map<String, Channel> channels) {
  private static final String CHANNELS = "switchboard.channels";

  /// One rule.
  ///
  /// @param match the channels, as a name or a pattern that may have placeholders: `rooms.*`,
  ///   `users.{sub}.#`
  /// @param subscribe who may subscribe: anyone, authenticated, granted, role:NAME, bean:NAME or
  ///   nobody
  /// @param publish who may publish, in the same words
  public record Channel(
      @Nullable String match,
      @DefaultValue("nobody") String subscribe,
      @DefaultValue("nobody") String publish) {}

  public PolicyProperties {
    channels = Collections.unmodifiableMap(new LinkedHashMap<>(channels));
    channels.forEach(PolicyProperties::policy);
  }

  /// The rules, in the order in which they are written.
  public List<ChannelPolicy> policies() {
    List<ChannelPolicy> policies = new ArrayList<>();
    channels.forEach((name, channel) -> policies.add(policy(name, channel)));
    return policies;
  }

  private static ChannelPolicy policy(String name, Channel channel) {
    String property = CHANNELS + '.' + name;
    String match = channel.match();
    if (match == null) {
      throw new IllegalArgumentException(
          property + ".match is missing: it takes a channel or a pattern such as \"rooms.*\"");
    }
    checked(CHANNELS, name, () -> ChannelPolicy.closed(name, "any"));
    return new ChannelPolicy(
        name,
        checked(property + ".match", match, () -> ChannelPolicy.closed(name, match)).match(),
        access(property + ".subscribe", channel.subscribe()),
        access(property + ".publish", channel.publish()));
  }

  private static Access access(String property, String text) {
    return checked(property, text, () -> Access.parse(text));
  }

  private static <T> T checked(String property, String value, Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(property + " is \"" + value + "\": " + e.getMessage(), e);
    }
  }
}
