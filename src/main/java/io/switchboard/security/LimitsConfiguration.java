package io.switchboard.security;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/// How much clients may use up.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitProperties.class)
class LimitsConfiguration {

  /// Behind Spring's own filter for forwarded headers, which says whose address it is, and before
  /// all that costs something.
  private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 10;

  @Bean
  LimitCounts switchboardLimitCounts() {
    return new LimitCounts();
  }

  @Bean
  SessionLimits switchboardSessionLimits(LimitProperties limits, LimitCounts counts) {
    return new SessionLimits(limits, counts);
  }

  @Bean
  SockJsSessions switchboardSockJsSessions() {
    return new SockJsSessions();
  }

  @Bean
  ClientLimits switchboardClientLimits(
      LimitProperties limits, SessionLimits sessions, SockJsSessions sockJs, LimitCounts counts) {
    return new ClientLimits(limits, sessions, sockJs, counts, System::nanoTime);
  }

  @Bean
  HandshakeLimits switchboardHandshakeLimits(
      LimitProperties limits, SessionLimits sessions, LimitCounts counts) {
    return new HandshakeLimits(limits, sessions, counts, System::nanoTime);
  }

  @Bean
  Entrance switchboardEntrance() {
    return new Entrance();
  }

  @Bean
  FilterRegistrationBean<HandshakeLimitFilter> switchboardHandshakeLimit(
      Entrance entrance, HandshakeLimits handshakes, SockJsSessions sockJs, EndpointPaths paths) {
    FilterRegistrationBean<HandshakeLimitFilter> filter =
        new FilterRegistrationBean<>(new HandshakeLimitFilter(entrance, handshakes, sockJs));
    filter.addUrlPatterns(paths.urlPatterns());
    filter.setOrder(FIRST);
    return filter;
  }

  @Bean
  AddressInterceptor switchboardAddressInterceptor() {
    return new AddressInterceptor();
  }

  @Bean
  OwnEndpointInterceptor switchboardOwnEndpointInterceptor(
      Entrance entrance,
      HandshakeLimits limits,
      AddressInterceptor address,
      IdentityInterceptor identity) {
    return new OwnEndpointInterceptor(entrance, limits, address, identity);
  }

  @Bean
  UserLimitInterceptor switchboardUserLimitInterceptor(SessionLimits sessions) {
    return new UserLimitInterceptor(sessions);
  }

  @Bean
  ClientChecks switchboardClientChecks(
      ConnectInterceptor connect,
      PolicyInterceptor policy,
      UserLimitInterceptor users,
      ClientLimits limits,
      OwnEndpointInterceptor handshakes) {
    return new ClientChecks(connect, policy, users, limits, handshakes);
  }

  /// Boot binds it to the registries there are, of which an application need have none.
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  static class Meters {

    @Bean
    LimitMeters switchboardLimitMeters(LimitCounts counts) {
      return new LimitMeters(counts);
    }
  }
}
