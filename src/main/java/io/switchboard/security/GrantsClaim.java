package io.switchboard.security;

import io.switchboard.policy.Grant;
import io.switchboard.policy.Right;
import io.switchboard.protocol.ChannelPattern;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The claim `channels`: what a token grants where a policy says `granted`.
///
/// A list of channels and patterns to subscribe to (`"rooms.*"`), or of objects that name the
/// rights, too: `{"match": "rooms.lobby", "rights": ["subscribe", "publish"]}`.
final class GrantsClaim {

  static final String NAME = "channels";

  private static final int MOST = 256;

  private GrantsClaim() {}

  /// @throws IllegalArgumentException if it is anything else
  static List<Grant> read(@Nullable Object claim) {
    if (claim == null) {
      return List.of();
    }
    if (!(claim instanceof List<?> entries) || entries.size() > MOST) {
      throw new IllegalArgumentException("channels takes a list of at most " + MOST);
    }
    List<Grant> grants = new ArrayList<>();
    entries.forEach(entry -> grants.add(grant(entry)));
    return grants;
  }

  private static Grant grant(@Nullable Object entry) {
    return switch (entry) {
      case String pattern -> new Grant(ChannelPattern.of(pattern), Set.of(Right.SUBSCRIBE));
      case Map<?, ?> object when object.get("match") instanceof String pattern ->
          new Grant(ChannelPattern.of(pattern), rights(object.get("rights")));
      case null, default ->
          throw new IllegalArgumentException("channels takes patterns, or objects with match");
    };
  }

  private static Set<Right> rights(@Nullable Object names) {
    if (!(names instanceof List<?> list) || list.isEmpty()) {
      throw new IllegalArgumentException("rights takes a list of subscribe and publish");
    }
    Set<Right> rights = EnumSet.noneOf(Right.class);
    list.forEach(name -> rights.add(right(name)));
    return rights;
  }

  private static Right right(@Nullable Object name) {
    for (Right right : Right.values()) {
      if (right.name().toLowerCase(Locale.ROOT).equals(name)) {
        return right;
      }
    }
    throw new IllegalArgumentException("rights takes subscribe and publish");
  }
}
