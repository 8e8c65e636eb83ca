package io.switchboard.security;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who is let in, and for how long.
///
/// @param jwt tokens that carry who a client is
/// @param anonymous whether a client without a credential may connect; it may do what policies
///   grant to `anyone`
/// @param apiKeys keys of backends, by name
/// @param expiryWarning how long before its token expires a client is warned, up to 1 h
/// @param expiryGrace how long after its token expired a connection may stay, silent both ways, to
///   send a new one, up to 5 min
@ConfigurationProperties("switchboard.auth")
public record AuthProperties(
    @NestedConfigurationProperty @DefaultValue JwtProperties jwt,
    @DefaultValue("false") boolean anonymous,
    @DefaultValue Map<String, ApiKeyProperties> apiKeys,
    @DefaultValue("30s") Duration expiryWarning,
    @DefaultValue("10s") Duration expiryGrace) {

  public AuthProperties {
    apiKeys = Map.copyOf(apiKeys);
    apiKeys.forEach((name, key) -> key.check("switchboard.auth.api-keys." + name));
    checkTime("expiry-warning", expiryWarning, Duration.ofHours(1));
    checkTime("expiry-grace", expiryGrace, Duration.ofMinutes(5));
  }

  private static void checkTime(String name, Duration value, Duration most) {
    if (value.isNegative() || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "switchboard.auth." + name + " is " + value + ": it takes a time from 0 to " + most);
    }
  }

  /// The key of a backend.
  ///
  /// @param hash `sha256:` and the SHA-256 of the key in hexadecimal: `printf %s "$KEY" |
  ///   sha256sum`. The key itself is `sbk_` and at least 32 characters that nobody can guess
  /// @param subscribe channels and patterns it may subscribe to
  /// @param publish channels and patterns it may publish to
  /// @param operator whether it may use what is for operators: revocations, explanations
  public record ApiKeyProperties(
      @DefaultValue("") String hash,
      @DefaultValue List<String> subscribe,
      @DefaultValue List<String> publish,
      @DefaultValue("false") boolean operator) {

    public ApiKeyProperties {
      subscribe = List.copyOf(subscribe);
      publish = List.copyOf(publish);
    }

    private void check(String property) {
      if (!hash.matches("sha256:[0-9a-fA-F]{64}")) {
        throw new IllegalArgumentException(
            property
                + ".hash takes sha256: and 64 hexadecimal digits, as `printf %s \"$KEY\" |"
                + " sha256sum` prints them");
      }
    }

    @Override
    public String toString() {
      return "ApiKey[subscribe=" + subscribe + ", publish=" + publish + "]";
    }
  }
}
