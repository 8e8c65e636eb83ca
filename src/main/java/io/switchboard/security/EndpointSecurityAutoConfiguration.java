package io.switchboard.security;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/// The chain of the endpoints. It comes after Boot has decided on the other paths: whoever has no
/// chain of their own is given one there, for a sign-in, for tokens or for whatever else there is,
/// but only while there is no chain at all.
@AutoConfiguration(
    after = SecurityAutoConfiguration.class,
    afterName =
        "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class EndpointSecurityAutoConfiguration {

  /// The endpoints judge for themselves, in interceptors: they answer what a client can make sense
  /// of, where a redirect to a login page is none. A cookie's user is known, no session is begun. A
  /// WebSocket handshake carries no CSRF token; that is what the check of the origin is for.
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE + 100)
  SecurityFilterChain switchboardEndpointsSecurity(
      HttpSecurity http, EndpointPaths paths, OriginGuard origins, OriginProperties properties)
      throws Exception {
    origins.guard(http);
    PageHeaders.protectEndpoints(http, properties);
    return http.securityMatcher(paths.patterns())
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        .build();
  }
}
