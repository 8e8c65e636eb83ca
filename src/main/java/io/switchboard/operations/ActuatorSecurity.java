package io.switchboard.operations;

import io.switchboard.http.BearerFilter;
import io.switchboard.security.Credentials;
import io.switchboard.security.Identity;
import io.switchboard.security.OriginGuard;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;

/// Who may ask the server that runs by itself how it is: anybody for its health; whoever reaches a
/// management port of its own for its metrics; operators for all else. An application that has
/// Switchboard as a library decides that itself.
///
/// Its chain of filters is auto-configuration's to make: were it the application's own, there would
/// be none for the paths that are nobody's.
public final class ActuatorSecurity {

  private final Credentials credentials;
  private final OriginGuard origins;
  private final Environment environment;

  ActuatorSecurity(Credentials credentials, OriginGuard origins, Environment environment) {
    this.credentials = credentials;
    this.origins = origins;
    this.environment = environment;
  }

  SecurityFilterChain chain(HttpSecurity http) throws Exception {
    String[] open = openEndpoints(ManagementPortType.get(environment));
    origins.protect(http);
    return http.securityMatcher(EndpointRequest.toAnyEndpoint())
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers(EndpointRequest.to(open))
                .permitAll()
                .anyRequest()
                .hasRole(Identity.OPERATOR))
        .addFilterBefore(new BearerFilter(credentials), AuthorizationFilter.class)
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        .exceptionHandling(errors ->
            errors.authenticationEntryPoint(
                BearerFilter.orLater(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED))))
        .build();
  }

  private static String[] openEndpoints(ManagementPortType port) {
    return switch (port) {
      case DIFFERENT -> new String[] {"health", "prometheus"};
      case SAME, DISABLED -> new String[] {"health"};
    };
  }
}
