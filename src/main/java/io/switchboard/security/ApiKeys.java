package io.switchboard.security;

import io.switchboard.policy.Caller;
import io.switchboard.policy.Grant;
import io.switchboard.policy.Right;
import io.switchboard.protocol.ChannelPattern;
import io.switchboard.security.AuthProperties.ApiKeyProperties;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/// The keys by which backends show who they are. Only hashes of them are kept, so nothing here can
/// be stolen and used; a key is long and random, so a plain hash is not to be guessed back.
/// Immutable.
final class ApiKeys {

  /// What tells a key from a token.
  static final String PREFIX = "sbk_";

  /// What the names of keys begin with where users' names stand.
  static final String NAME = "api-key:";

  private static final int SHORTEST = PREFIX.length() + 32;

  private final Map<String, Identity> keys = new HashMap<>(); // hash in hexadecimal -> whose

  ApiKeys(Map<String, ApiKeyProperties> properties) {
    properties.forEach((name, key) -> {
      String hash = key.hash().substring("sha256:".length()).toLowerCase(Locale.ROOT);
      if (keys.put(hash, identity(name, key)) != null) {
        throw new IllegalArgumentException(
            "switchboard.auth.api-keys." + name + ".hash is that of another key as well");
      }
    });
  }

  /// @return `null` where there is no such key
  @Nullable Identity find(String key) {
    return key.length() < SHORTEST ? null : keys.get(Hashes.sha256(key));
  }

  private static Identity identity(String name, ApiKeyProperties key) {
    String user = NAME + name;
    Set<String> roles = key.operator() ? Set.of(Identity.OPERATOR) : Set.of();
    String property = "switchboard.auth.api-keys." + name;
    List<Grant> grants = new ArrayList<>();
    grants.addAll(grants(property + ".subscribe", key.subscribe(), Right.SUBSCRIBE));
    grants.addAll(grants(property + ".publish", key.publish(), Right.PUBLISH));
    return new Identity(
        Identity.Kind.API_KEY,
        new KeyAuthentication(user, roles),
        new Caller(user, roles, Map.of(), grants),
        user,
        null,
        null,
        null);
  }

  private static List<Grant> grants(String property, List<String> patterns, Right right) {
    return patterns.stream().map(pattern -> grant(property, pattern, right)).toList();
  }

  private static Grant grant(String property, String pattern, Right right) {
    try {
      return new Grant(ChannelPattern.of(pattern), Set.of(right));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          property + " takes channels and patterns such as news or prices.*: " + e.getMessage());
    }
  }

  /// What Spring Security knows a backend as.
  private static final class KeyAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final String name;

    KeyAuthentication(String name, Set<String> roles) {
      super(
          AuthorityUtils.createAuthorityList(roles.stream().map(role -> "ROLE_" + role).toList()));
      this.name = name;
      super.setAuthenticated(true);
    }

    @Override
    public Object getCredentials() {
      return "";
    }

    @Override
    public Object getPrincipal() {
      return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return super.equals(other);
    }

    @Override
    public int hashCode() {
      return super.hashCode();
    }
  }
}
