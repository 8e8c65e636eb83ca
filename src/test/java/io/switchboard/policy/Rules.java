package io.switchboard.policy;

import io.switchboard.protocol.ChannelPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rules and callers in a few words.
final class Rules {
  private final List<ChannelPolicy> policies = new ArrayList<>();
  private final Map<String, ChannelAuthorizer> beans = new HashMap<>();

  static Rules rules() {
    return new Rules();
  }

  Rules rule(String name, String match, String subscribe, String publish) {
    policies.add(new ChannelPolicy(name, match, Access.parse(subscribe), Access.parse(publish)));
    return this;
  }

  Rules bean(String name, ChannelAuthorizer bean) {
    beans.put(name, bean);
    return this;
  }

  Policies policies() {
    return Policies.of(policies, beans::get);
  }

  static Caller named(String name, Grant... grants) {
    return new Caller(name, Set.of(), Map.of(), List.of(grants));
  }

  static Caller withRole(String role) {
    return new Caller("ann", Set.of(role), Map.of(), List.of());
  }

  static Caller withClaim(String claim, String value) {
    return new Caller("ann", Set.of(), Map.of(claim, value), List.of());
  }

  static Grant grant(String pattern, Right... rights) {
    return new Grant(ChannelPattern.of(pattern), Set.of(rights));
  }
}
