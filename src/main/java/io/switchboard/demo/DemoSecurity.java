package io.switchboard.demo;

import io.switchboard.security.PageHeaders;
import jakarta.servlet.DispatcherType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.LogoutConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.access.RequestMatcherDelegatingAccessDeniedHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/// Signing in by form, as three people whose passwords are their names. The session's cookie is
/// what `/ws` and `/sockjs` know them by.
@Configuration(proxyBeanMethods = false)
class DemoSecurity {
  /// What the sign-in is made of, and other pages too: it tells nothing but what anybody can read
  /// in the sources.
  private static final String[] LOOKS = {"/favicon.svg", "/*.css", "/*.js", "/ui/*", "/messages/*"};

  /// The last chain: whatever no other one claims.
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  SecurityFilterChain demoPagesSecurity(
      HttpSecurity http,
      @Value("classpath:/io/switchboard/frontend/index.html") Resource chat,
      @Value("classpath:/io/switchboard/frontend/ticker.html") Resource ticker)
      throws Exception {
    new PageHeaders(
            chat.getContentAsString(StandardCharsets.UTF_8),
            ticker.getContentAsString(StandardCharsets.UTF_8))
        .protect(http);
    return http.authorizeHttpRequests(requests ->
            requests
                // What another chain refused stays that refusal, not a way to the login.
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(LOOKS)
                .permitAll()
                .anyRequest()
                .authenticated())
        // Always to the chat: a browser's own requests may be what was asked for before the login.
        .formLogin(form -> form.loginPage("/login").permitAll().defaultSuccessUrl("/", true))
        .logout(LogoutConfigurer::permitAll)
        .exceptionHandling(failures -> failures.accessDeniedHandler(deniedHandler()))
        .build();
  }

  /// A form whose session has ended since is sent to a fresh one; all else stays refused.
  private static AccessDeniedHandler deniedHandler() {
    AccessDeniedHandler toTheLogin =
        (request, response, denied) -> response.sendRedirect(request.getContextPath() + "/login");
    return new RequestMatcherDelegatingAccessDeniedHandler(
        new LinkedHashMap<>(
            Map.of(new OrRequestMatcher(posted("/login"), posted("/logout")), toTheLogin)),
        new AccessDeniedHandlerImpl());
  }

  private static RequestMatcher posted(String path) {
    return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, path);
  }

  @Bean
  UserDetailsService demoUsers() {
    return new InMemoryUserDetailsManager(
        Stream.of("alice", "bob", "carol").map(DemoSecurity::user).toList());
  }

  private static UserDetails user(String name) {
    return User.withUsername(name).password("{noop}" + name).roles("USER").build();
  }
}
