package io.switchboard.transport;

import io.switchboard.broker.BrokerProperties;
import io.switchboard.security.EndpointPaths;
import io.switchboard.security.Forwarding;
import io.switchboard.security.LimitProperties;
import io.switchboard.security.SecurityAutoConfiguration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.web.filter.ForwardedHeaderFilter;

/// The broker and its endpoints, in any servlet application on Jetty. An application does not need
/// `@EnableWebSocketMessageBroker`, and must not have it.
@AutoConfiguration(
    after = SecurityAutoConfiguration.class,
    beforeName =
        "org.springframework.boot.websocket.autoconfigure.servlet.WebSocketMessagingAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(BrokerProperties.class)
@Import({MessagingConfiguration.class, EndpointsConfiguration.class})
public class TransportAutoConfiguration {

  private static final String STRATEGY = "server.forward-headers-strategy";

  private static final ResolvableType FILTER = ResolvableType.forClass(ForwardedHeaderFilter.class);

  private static final ResolvableType FILTER_REGISTRATION =
      ResolvableType.forClassWithGenerics(
          FilterRegistrationBean.class, ForwardedHeaderFilter.class);

  private static final Logger LOG = LoggerFactory.getLogger(TransportAutoConfiguration.class);

  @Bean
  JettyCustomizer switchboardJettyCustomizer(
      LimitProperties limits,
      Forwarding forwarding,
      EndpointPaths endpoints,
      Environment environment,
      ListableBeanFactory beans) {
    ForwardedScope scope = scope(forwarding, environment.getProperty(STRATEGY));
    if (!forwarding.trustsProxies()) {
      warn(scope, environment, beans);
    }
    return new JettyCustomizer(limits.handshakeTimeout(), forwarding, scope, endpoints);
  }

  /// An application that was told to believe every proxy does so, unless it names those to trust.
  private static ForwardedScope scope(Forwarding forwarding, @Nullable String strategy) {
    if (forwarding.trustsProxies() || "none".equalsIgnoreCase(strategy)) {
      return ForwardedScope.ALL;
    }
    if (strategy != null) {
      return ForwardedScope.NONE;
    }
    return forwarding.hasPublicOrigin() ? ForwardedScope.ALL : ForwardedScope.ENDPOINTS;
  }

  private static void warn(
      ForwardedScope scope, Environment environment, ListableBeanFactory beans) {
    if (scope == ForwardedScope.NONE) {
      LOG.warn(
          "{}={} believes anybody who says they are a proxy, so that clients can choose the address"
              + " they are known by. Name the proxies in switchboard.trusted-proxies instead.",
          STRATEGY,
          environment.getProperty(STRATEGY));
      return;
    }
    String sign = signOfProxies(environment, beans);
    if (sign != null) {
      LOG.warn(
          "There is {}, so there may be a proxy, but {} none: there, all clients have its address"
              + " and share its limits, and pages that came through it may be refused as another"
              + " server's. Name it in switchboard.trusted-proxies.",
          sign,
          scope == ForwardedScope.ALL ? "this server trusts" : "/ws and /sockjs trust");
    }
  }

  /// What Boot or the application itself goes by, where no strategy was set.
  private static @Nullable String signOfProxies(
      Environment environment, ListableBeanFactory beans) {
    CloudPlatform platform = CloudPlatform.getActive(environment);
    if (platform != null && platform.isUsingForwardHeaders()) {
      return "the platform " + platform;
    }
    return Stream.of(FILTER, FILTER_REGISTRATION)
            .anyMatch(type -> beans.getBeanNamesForType(type, true, false).length > 0)
        ? "a ForwardedHeaderFilter"
        : null;
  }
}
