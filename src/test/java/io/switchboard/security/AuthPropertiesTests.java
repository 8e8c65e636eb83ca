package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AuthPropertiesTests {

  private static final String SECRET = "switchboard.auth.jwt.secret";
  private static final String ANONYMOUS = "switchboard.auth.anonymous-channels";

  @Test
  void letNobodyInByDefault() {
    assertThat(bind(Map.of()))
        .isEqualTo(new AuthProperties(new AuthProperties.Jwt(null), List.of()));
  }

  @Test
  void takeWhatIsSet() {
    AuthProperties properties =
        bind(Map.of(SECRET, "s".repeat(32), ANONYMOUS, "news, prices.*, chat.#"));

    assertThat(properties.jwt().secret()).isEqualTo("s".repeat(32));
    assertThat(properties.anonymousChannels()).containsExactly("news", "prices.*", "chat.#");
  }

  @Test
  void countTheBytesOfASecret() {
    assertThat(bind(Map.of(SECRET, "\uc5f4\uc1e0".repeat(6))).jwt().secret()).hasSize(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s1s1", "s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s"})
  void refuseAShortSecretWithoutTellingIt(String secret) {
    assertThatThrownBy(() -> bind(Map.of(SECRET, secret)))
        .rootCause()
        .hasMessageStartingWith("switchboard.auth.jwt.secret is too short")
        .hasMessageContaining("32 bytes")
        .hasMessageNotContainingAny(secret);
  }

  @Test
  void neverTellTheSecret() {
    assertThat(bind(Map.of(SECRET, "s".repeat(32))).toString()).doesNotContain("sss");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/topic/news", "news..today", "news.", "a*", "two words"})
  void refuseAChannelThatCannotBe(String channel) {
    assertThatThrownBy(() -> bind(Map.of(ANONYMOUS, "fine," + channel)))
        .rootCause()
        .hasMessageStartingWith(ANONYMOUS)
        .hasMessageContaining(channel)
        .hasMessageContaining("prices.*");
  }

  private static AuthProperties bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("switchboard.auth", AuthProperties.class);
  }
}
