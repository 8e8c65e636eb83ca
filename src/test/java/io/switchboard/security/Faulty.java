package io.switchboard.security;

import io.switchboard.policy.ChannelAuthorizer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What an application may do wrong.
@Configuration(proxyBeanMethods = false)
class Faulty {

  private static final String SECRET = "the password is " + Disclosure.SECRET;

  @Bean
  ChannelAuthorizer faultyAuthorizer() {
    return request -> {
      throw new IllegalStateException(SECRET);
    };
  }

  @Bean
  @Order(0)
  SecurityFilterChain faultyPages(HttpSecurity http) throws Exception {
    return http.securityMatcher("/faulty/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  @RestController
  static class Pages {

    @GetMapping("/faulty/page")
    String page() {
      throw new IllegalStateException(SECRET);
    }

    @GetMapping("/faulty/io")
    String io() throws IOException {
      throw new IOException(SECRET, new IllegalStateException(SECRET));
    }

    @GetMapping("/faulty/error")
    String error() {
      throw new AssertionError(SECRET);
    }
  }

  @Controller
  static class Frames {

    record Person(String name, int age) {}

    /// Nothing can be made of it.
    static final class Opaque {
      public String getName() {
        if (SECRET.isEmpty()) {
          return SECRET;
        }
        throw new IllegalStateException(SECRET);
      }
    }

    @MessageMapping("throws")
    void fails() {
      throw new IllegalStateException(SECRET);
    }

    @MessageMapping("throws-checked")
    void failsChecked() throws IOException {
      throw new IOException(SECRET, new IllegalStateException(SECRET));
    }

    @MessageMapping("throws-error")
    void failsBadly() {
      throw new AssertionError(SECRET);
    }

    @MessageMapping("recurses")
    int recurses() {
      return SECRET.isEmpty() ? 0 : recurses() + 1;
    }

    @MessageMapping("later")
    CompletableFuture<String> later() {
      return CompletableFuture.failedFuture(new IllegalStateException(SECRET));
    }

    @MessageMapping("opaque")
    Opaque opaque() {
      return new Opaque();
    }

    @MessageMapping("person")
    void person(Person person, @Header("years") int years) {}

    @SubscribeMapping("throws")
    String nothing() {
      throw new IllegalStateException(SECRET);
    }
  }
}
