package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AuthPropertiesTests {

  private static final String SECRET = "switchboard.auth.jwt.secret";
  private static final String KEY = "switchboard.auth.api-keys.orders";

  @Test
  void letNobodyInByDefault() {
    AuthProperties properties = bind(Map.of());

    assertThat(properties.anonymous()).isFalse();
    assertThat(properties.apiKeys()).isEmpty();
    assertThat(properties.expiryWarning()).isEqualTo(Duration.ofSeconds(30));
    assertThat(properties.expiryGrace()).isEqualTo(Duration.ofSeconds(10));
    assertThat(properties.jwt())
        .isEqualTo(
            new JwtProperties(
                null,
                List.of("HS256"),
                null,
                List.of(),
                Duration.ofHours(24),
                Duration.ofSeconds(60)));
  }

  @Test
  void takeWhatIsSet() {
    AuthProperties properties =
        bind(
            Map.of(
                SECRET,
                "s".repeat(32),
                "switchboard.auth.jwt.audiences",
                "chat,prices",
                KEY + ".hash",
                "sha256:" + "a1".repeat(32),
                KEY + ".publish",
                "orders.*"));

    assertThat(properties.jwt().secret()).isEqualTo("s".repeat(32));
    assertThat(properties.jwt().audiences()).containsExactly("chat", "prices");
    assertThat(properties.apiKeys())
        .hasEntrySatisfying("orders", key -> assertThat(key.publish()).containsExactly("orders.*"));
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
  @CsvSource(
      delimiter = '|',
      value = {
        "switchboard.auth.jwt.algorithms     | none    | HS256, HS384, HS512",
        "switchboard.auth.jwt.algorithms     | RS256   | HS256, HS384, HS512",
        "switchboard.auth.jwt.max-lifetime   | 10s     | a time from PT1M",
        "switchboard.auth.jwt.clock-skew     | 1h      | a time from PT0S to PT5M",
        "switchboard.auth.expiry-warning     | -1s     | a time from 0",
        "switchboard.auth.expiry-grace       | 10m     | a time from 0 to PT5M",
        "switchboard.auth.api-keys.orders.hash | s3cr3t | sha256sum",
      })
  void refuseWhatCannotBe(String property, String value, String advice) {
    assertThatThrownBy(() -> bind(Map.of(property, value)))
        .rootCause()
        .hasMessageStartingWith(property)
        .hasMessageContaining(advice);
  }

  @Test
  void refuseASecretThatIsTooShortForTheAlgorithm() {
    assertThatThrownBy(
            () -> bind(Map.of(SECRET, "s".repeat(32), "switchboard.auth.jwt.algorithms", "HS512")))
        .rootCause()
        .hasMessageContaining("HS512 takes 64 bytes");
  }

  @Test
  void neverTellAKeyThatStandsWhereItsHashShould() {
    assertThatThrownBy(() -> bind(Map.of(KEY + ".hash", "sbk_verysecretindeed")))
        .rootCause()
        .hasMessageNotContaining("verysecret");
  }

  private static AuthProperties bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("switchboard.auth", AuthProperties.class);
  }
}
