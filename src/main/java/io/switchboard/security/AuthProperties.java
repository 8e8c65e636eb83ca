package io.switchboard.security;

import io.switchboard.protocol.ChannelPattern;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who is let in.
///
/// @param jwt tokens that carry who a client is
/// @param anonymousChannels channels and patterns that a client without a credential may use; none
///   means that nobody connects without one
@ConfigurationProperties("switchboard.auth")
public record AuthProperties(@DefaultValue Jwt jwt, @DefaultValue List<String> anonymousChannels) {

  public AuthProperties {
    anonymousChannels = List.copyOf(anonymousChannels);
    anonymousChannels.forEach(AuthProperties::checkChannel);
  }

  private static void checkChannel(String pattern) {
    try {
      ChannelPattern.of(pattern);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "switchboard.auth.anonymous-channels takes channels and patterns such as news or"
              + " prices.*: "
              + e.getMessage());
    }
  }

  /// Tokens that the server verifies by itself.
  ///
  /// @param secret the key of HS256 tokens, 32 bytes or more; an application's own `JwtDecoder`
  ///   goes before it
  public record Jwt(@Nullable String secret) {

    public Jwt {
      if (secret != null && secret.getBytes(StandardCharsets.UTF_8).length < 32) {
        throw new IllegalArgumentException(
            "switchboard.auth.jwt.secret is too short: HS256 takes 32 bytes or more, for example"
                + " from `openssl rand -base64 32`");
      }
    }

    @Override
    public String toString() {
      return "Jwt[secret=" + (secret == null ? "none" : "***") + "]";
    }
  }
}
