package io.switchboard.testing;

import io.switchboard.security.OriginGuard;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Paths below `/api` for a server under test, guarded as an API of pages is.
@Configuration(proxyBeanMethods = false)
public class Api {

  @Bean
  @Order(0)
  SecurityFilterChain apiSecurity(HttpSecurity http, OriginGuard origins) throws Exception {
    origins.protect(http);
    return http.securityMatcher("/api/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  @RestController
  static class Controller {

    /// What the request says of itself: address, host, scheme, host and port, security, and the
    /// headers that proxies write.
    @GetMapping("/api/seen")
    List<String> seen(HttpServletRequest request) {
      return List.of(
          request.getRemoteAddr(),
          request.getRemoteHost(),
          request.getRequestURL().toString(),
          "" + request.isSecure(),
          String.valueOf(request.getHeader("Host")),
          String.valueOf(request.getHeader("X-Forwarded-For")),
          String.valueOf(request.getHeader("X-Forwarded-Host")),
          String.valueOf(request.getHeader("X-Forwarded-Proto")),
          String.valueOf(request.getHeader("Forwarded")));
    }

    @PostMapping("/api/write")
    String write() {
      return "written";
    }
  }
}
