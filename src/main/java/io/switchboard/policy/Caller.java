package io.switchboard.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who asks, and what is known of them. Immutable.
///
/// @param name the user's name, `null` for somebody without one
/// @param roles as policies name them after `role:`
/// @param claims what placeholders stand for; `sub` is always the name, whatever was given, and
///   absent without one
/// @param grants what the caller's token or key allows by itself
public record Caller(
    @Nullable String name, Set<String> roles, Map<String, String> claims, List<Grant> grants) {

  /// Somebody of whom nothing is known.
  public static final Caller ANONYMOUS = new Caller(null, Set.of(), Map.of(), List.of());

  private static final String SUBJECT = "sub";

  public Caller {
    roles = Set.copyOf(roles);
    claims = withSubject(claims, name);
    grants = List.copyOf(grants);
  }

  private static Map<String, String> withSubject(
      Map<String, String> claims, @Nullable String name) {
    Map<String, String> bound = new HashMap<>(claims);
    if (name == null) {
      bound.remove(SUBJECT);
    } else {
      bound.put(SUBJECT, name);
    }
    return Map.copyOf(bound);
  }
}
