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

class OriginPropertiesTests {

  private static final String ORIGINS = "switchboard.allowed-origins";
  private static final String PATTERNS = "switchboard.allowed-origin-patterns";
  private static final String PUBLIC = "switchboard.public-url";
  private static final String PROXIES = "switchboard.trusted-proxies";

  @Test
  void allowAndBelieveNobodyByDefault() {
    assertThat(bind(Map.of()))
        .isEqualTo(new OriginProperties(List.of(), List.of(), null, List.of()));
    assertThat(bind(Map.of()).allowsOthers()).isFalse();
  }

  @Test
  void writeOriginsAsBrowsersDo() {
    OriginProperties properties =
        bind(
            Map.of(
                ORIGINS,
                "HTTPS://App.Example.com:443, http://localhost:3000, capacitor://localhost,"
                    + " http://[::1]:80",
                PUBLIC,
                "https://chat.example.com:443/"));

    assertThat(properties.allowedOrigins())
        .containsExactly(
            "https://app.example.com",
            "http://localhost:3000",
            "capacitor://localhost",
            "http://[::1]");
    assertThat(properties.publicUrl()).isEqualTo("https://chat.example.com");
    assertThat(properties.isPublicOverTls()).isTrue();
    assertThat(properties.allowsOthers()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "app.example.com",
        "https://",
        "https://app.example.com/",
        "https://app.example.com/chat",
        "https://*.example.com",
        "https://app.example.com:0",
        "https://app.example.com:70000",
        "https://me@app.example.com",
        "https://app.example.com?x",
        "https://b\u00fccher.example"
      })
  void refuseWhatIsNoOrigin(String origin) {
    assertRefused(ORIGINS, origin, "such as https://app.example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://*.example.com",
        "https://*.example.com:[8443]",
        "http://localhost:[*]",
        "http://*.localhost:[*]",
        "http://localhost:8080",
        "HTTP://[::1]:[*]"
      })
  void takePatterns(String pattern) {
    assertThat(bind(Map.of(PATTERNS, pattern)).allowedOriginPatterns())
        .containsExactly(pattern.toLowerCase(java.util.Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "https://*",
        "https://*.com",
        "https://*.*.example.com",
        "https://*example.com",
        "https://app.*.example.com",
        "*://app.example.com",
        "https://app.example.com:*",
        "https://app.example.com:[]",
        "https://app.example.com/",
        "*.example.com"
      })
  void refusePatternsThatMeanNothingOrTooMuch(String pattern) {
    assertRefused(PATTERNS, pattern, "such as https://*.example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:0", "http://localhost:[70000]", "http://a.b:[0]"})
  void refusePortsThatThereAreNot(String pattern) {
    assertRefused(PATTERNS, pattern, "from 1 to 65535");
  }

  @Test
  void refusePortsThatThereAreNotInALine() {
    assertThatThrownBy(() -> bind(Map.of(PATTERNS + "[0]", "http://localhost:[80,70000]")))
        .rootCause()
        .hasMessageContaining("from 1 to 65535");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"chat.example.com", "ws://chat.example.com", "https://chat.example.com/x", "*"})
  void refuseAPublicUrlThatIsNone(String url) {
    assertRefused(PUBLIC, url, "such as https://chat.example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "10.0.0.0/8",
        "0.0.0.0/0",
        "::1",
        "fd00::/8",
        "fe80::1%2",
        "::ffff:10.0.0.1"
      })
  void takeAddressesAndBlocks(String block) {
    assertThat(bind(Map.of(PROXIES, block)).trustedProxies()).containsExactly(block);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy.example.com",
        "localhost",
        "10.0.0",
        "10",
        "10.0.0.256",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0.0/x",
        "fd00::/129",
        ":::1",
        "*"
      })
  void refuseWhatIsNoAddress(String block) {
    assertRefused(PROXIES, block, "such as 10.0.0.5, 10.0.0.0/8");
  }

  private static void assertRefused(String property, String value, String fix) {
    assertThatThrownBy(() -> bind(Map.of(property, value)))
        .rootCause()
        .hasMessageStartingWith(property + " cannot be '" + value + "'")
        .hasMessageContaining(fix);
  }

  private static OriginProperties bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("switchboard", OriginProperties.class);
  }
}
