package io.switchboard.http;

import io.switchboard.policy.Policies;
import io.switchboard.protocol.RefusalCode;
import io.switchboard.security.Credentials;
import io.switchboard.security.OriginGuard;
import io.switchboard.security.RefusedRequests;
import io.switchboard.security.Revocations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authorization.DefaultAuthorizationManagerFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.core.GrantedAuthorityDefaults;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/// What is under `/api/v1`, and who may use it.
@AutoConfiguration(
    // Boot gives the other paths a chain only while there is none.
    afterName = {
      "io.switchboard.security.SecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty("switchboard.api.enabled")
@EnableConfigurationProperties(ApiProperties.class)
public class HttpAutoConfiguration {

  /// And no more, since an application may have an `/api/v1` of its own.
  private static final String[] OPERATORS = {"/api/v1/revocations", "/api/v1/policies/*"};

  @Bean
  OperatorController switchboardOperatorController(
      Revocations revocations,
      Policies policies,
      ObjectProvider<RoleHierarchy> hierarchy,
      ObjectProvider<GrantedAuthorityDefaults> defaults,
      RefusedRequests refused) {
    DefaultAuthorizationManagerFactory<Object> rules = new DefaultAuthorizationManagerFactory<>();
    hierarchy.ifAvailable(rules::setRoleHierarchy);
    defaults.ifAvailable(named -> rules.setRolePrefix(named.getRolePrefix()));
    return new OperatorController(revocations, policies, new Operators(rules, refused));
  }

  @Bean
  ApiProblems switchboardApiProblems() {
    return new ApiProblems();
  }

  /// Pages of other servers are turned away before anybody is asked who they are.
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE + 101)
  SecurityFilterChain switchboardApiSecurity(
      HttpSecurity http, Credentials credentials, OriginGuard origins, RefusedRequests refused)
      throws Exception {
    origins.protect(http);
    return http.securityMatcher(OPERATORS)
        .authorizeHttpRequests(requests -> requests.anyRequest().hasRole(Operators.ROLE))
        .addFilterBefore(new BearerFilter(credentials), AuthorizationFilter.class)
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        .exceptionHandling(errors ->
            errors
                .authenticationEntryPoint(
                    BearerFilter.orLater(
                        (request, response, failure) -> refuse(refused, request, response)))
                .accessDeniedHandler(
                    (request, response, failure) -> refuse(refused, request, response)))
        .build();
  }

  /// What nobody in particular posts is refused for want of a CSRF token, which would not help.
  private static void refuse(
      RefusedRequests refused, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (SecurityContextHolder.getContext().getAuthentication() == null) {
      refused.add(request, RefusalCode.UNAUTHENTICATED, Operators.UNKNOWN);
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      Problems.write(response, HttpStatus.UNAUTHORIZED, Operators.UNKNOWN);
    } else {
      refused.add(request, RefusalCode.FORBIDDEN, Operators.FORBIDDEN);
      Problems.write(response, HttpStatus.FORBIDDEN, Operators.FORBIDDEN);
    }
  }
}
