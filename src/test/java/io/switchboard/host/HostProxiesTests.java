package io.switchboard.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.Api;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ForwardedHeaderFilter;
import tools.jackson.databind.json.JsonMapper;

/// An application behind a proxy that says nothing of it to Switchboard: its own requests are what
/// Boot makes of them, and nobody is believed at the endpoints.
@ExtendWith(OutputCaptureExtension.class)
class HostProxiesTests {

  private static final String KUBERNETES = "spring.main.cloud-platform=kubernetes";

  private static final String WARNING = "/ws and /sockjs trust none";

  private static final String[] FORWARDED = {
    "X-Forwarded-For", "192.0.2.1",
    "X-Forwarded-Proto", "https",
    "X-Forwarded-Host", "shop.example.com"
  };

  @Configuration(proxyBeanMethods = false)
  static class OwnFilter {

    @Bean
    FilterRegistrationBean<ForwardedHeaderFilter> forwarded() {
      FilterRegistrationBean<ForwardedHeaderFilter> filter =
          new FilterRegistrationBean<>(new ForwardedHeaderFilter());
      filter.setOrder(Integer.MIN_VALUE);
      return filter;
    }
  }

  @Test
  void hasItsOwnRequestsAsThePlatformHasThem(CapturedOutput output) throws IOException {
    try (TestServer server = start(KUBERNETES)) {
      assertThat(seen(server, "/api/seen"))
          .startsWith("192.0.2.1", "192.0.2.1", "https://shop.example.com/api/seen", "true");
      assertThat(output).containsOnlyOnce(WARNING).contains("the platform KUBERNETES");
    }
  }

  @Test
  void readsHeadersOfProxiesItself(CapturedOutput output) throws IOException {
    try (TestServer server = start()) {
      assertThat(seen(server, "/api/seen"))
          .startsWith("127.0.0.1", "127.0.0.1")
          .endsWith("192.0.2.1", "shop.example.com", "https", "null");
      assertThat(output).doesNotContain(WARNING);
    }
  }

  @Test
  void mayHaveAFilterOfItsOwn(CapturedOutput output) throws IOException {
    Class<?>[] application = {Host.class, Api.class, OwnFilter.class};
    try (TestServer server = TestServer.startHost(application)) {
      assertThat(seen(server, "/api/seen").get(2)).isEqualTo("https://shop.example.com/api/seen");
      assertThat(statusOfAPage(server, "/ws")).isEqualTo(403);
      assertThat(output).containsOnlyOnce(WARNING).contains("a ForwardedHeaderFilter");
    }
  }

  @Test
  void mayHaveNobodyBelieved() throws IOException {
    try (TestServer server = start(KUBERNETES, "server.forward-headers-strategy=none")) {
      assertThat(seen(server, "/api/seen"))
          .startsWith("127.0.0.1")
          .endsWith("null", "null", "null");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ws", "/%77s", "/sockjs/websocket", "/sockj%73/000/new/websocket"})
  void cannotBeDeceivedAtTheEndpoints(String path) throws IOException {
    try (TestServer server = start(KUBERNETES);
        TestServer below = start(KUBERNETES, "server.servlet.context-path=/shop")) {
      assertThat(statusOfAPage(server, path)).isEqualTo(403);
      assertThat(statusOfAPage(below, "/shop" + path)).isEqualTo(403);
      assertThat(seen(below, "/shop/api/seen")).startsWith("192.0.2.1");
    }
  }

  @Test
  void isBelievedEverywhereOnceItIsNamed(CapturedOutput output) throws IOException {
    try (TestServer server = start(KUBERNETES, "switchboard.trusted-proxies=127.0.0.0/8, ::1")) {
      assertThat(seen(server, "/api/seen"))
          .startsWith("192.0.2.1")
          .endsWith("null", "null", "null");
      assertThat(statusOfAPage(server, "/ws")).isEqualTo(101);
      assertThat(output).doesNotContain(WARNING);
    }
  }

  private static TestServer start(String... properties) {
    return TestServer.startHost(new Class<?>[] {Host.class, Api.class}, properties);
  }

  /// Of the page of the name that the proxy is said to have, if it is believed.
  private static int statusOfAPage(TestServer server, String path) throws IOException {
    String request =
        RawWebSocket.handshake(
            server.port(),
            path,
            "Origin: https://shop.example.com",
            "X-Forwarded-For: 192.0.2.1",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: shop.example.com");
    try (RawWebSocket answer = RawWebSocket.request(server.port(), request)) {
      return answer.status();
    }
  }

  private static List<String> seen(TestServer server, String path) throws IOException {
    String answer = SockJsHttp.get(server.port(), path, FORWARDED).body();
    return List.of(JsonMapper.shared().readValue(answer, String[].class));
  }
}
