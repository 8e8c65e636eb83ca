package io.switchboard.security;

import io.switchboard.broker.RefusalLog;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/// Who may connect, and from where.
@AutoConfiguration(
    // All that give a server a chain which has none.
    beforeName = {
      "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(DiagnosticsProperties.class)
@Import({IdentityConfiguration.class, LimitsConfiguration.class, OriginConfiguration.class})
public class SecurityAutoConfiguration {

  @Bean
  RefusalLog switchboardRefusalLog() {
    return new RefusalLog();
  }

  @Bean
  RefusedRequests switchboardRefusedRequests(RefusalLog log) {
    return new RefusedRequests(log);
  }

  /// What nobody else claims of the server that runs by itself, whose pages have headers. Of an
  /// application that has it as a library the other paths are that application's and Boot's.
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  @ConditionalOnBean(PageHeaders.class)
  @ConditionalOnMissingBean(SecurityFilterChain.class)
  SecurityFilterChain switchboardOtherPathsSecurity(HttpSecurity http, PageHeaders headers)
      throws Exception {
    headers.protect(http);
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
}
