package io.switchboard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class StartBannerTests {

  @Test
  void saysWhereItIsAndHowToGetIn() {
    String text = StartBanner.text(URI.create("http://localhost:8080"));

    assertThat(text)
        .contains("http://localhost:8080", "alice/alice", "bob/bob", "carol/carol", "two browsers");
  }

  @Test
  void namesThePortThatWasBound() {
    MockEnvironment environment =
        new MockEnvironment()
            .withProperty("server.port", "0")
            .withProperty("local.server.port", "40123");

    assertThat(StartBanner.address(environment)).isEqualTo(URI.create("http://localhost:40123"));
  }

  @Test
  void namesSchemeAndContextPath() {
    MockEnvironment environment =
        new MockEnvironment()
            .withProperty("local.server.port", "8443")
            .withProperty("server.ssl.enabled", "true")
            .withProperty("server.servlet.context-path", "/chat");

    assertThat(StartBanner.address(environment))
        .isEqualTo(URI.create("https://localhost:8443/chat"));
  }
}
