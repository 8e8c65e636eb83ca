package io.switchboard.security;

import io.switchboard.broker.RefusalLog;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/// Who may connect. Claims the paths of the endpoints and nothing else of the application.
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
      "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(DiagnosticsProperties.class)
@Import({IdentityConfiguration.class, LimitsConfiguration.class, OriginConfiguration.class})
public class SecurityAutoConfiguration {

  private static final String[] PATHS = {"/ws", "/sockjs/**"};

  private static final String[] PATHS_AND_ECHO = {"/ws", "/sockjs/**", "/echo/**"};

  @Bean
  RefusalLog switchboardRefusalLog() {
    return new RefusalLog();
  }

  @Bean
  RefusedRequests switchboardRefusedRequests(RefusalLog log) {
    return new RefusedRequests(log);
  }

  /// What Boot sets up for an application that has no chain of its own. It would not, seeing ours.
  /// Its pages are told nothing more than Spring Security tells, unless there are headers for them.
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  @ConditionalOnMissingBean(SecurityFilterChain.class)
  SecurityFilterChain switchboardOtherPathsSecurity(
      HttpSecurity http, ObjectProvider<PageHeaders> headers) throws Exception {
    headers.ifAvailable(pages -> pages.protect(http));
    return http.authorizeHttpRequests(requests ->
            requests
                // What another chain refused stays that refusal, not a way to the login.
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers("/actuator/health/**")
                .permitAll()
                .anyRequest()
                .authenticated())
        .formLogin(Customizer.withDefaults())
        .httpBasic(Customizer.withDefaults())
        .build();
  }

  /// The endpoints judge for themselves, in interceptors: they answer what a client can make sense
  /// of, where a redirect to a login page is none. A cookie's user is known, no session is begun. A
  /// WebSocket handshake carries no CSRF token; that is what the check of the origin is for.
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE + 100)
  SecurityFilterChain switchboardEndpointsSecurity(
      HttpSecurity http,
      DiagnosticsProperties diagnostics,
      OriginGuard origins,
      OriginProperties properties)
      throws Exception {
    origins.guard(http);
    PageHeaders.protectEndpoints(http, properties);
    return http.securityMatcher(diagnostics.echo() ? PATHS_AND_ECHO : PATHS)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        .build();
  }
}
