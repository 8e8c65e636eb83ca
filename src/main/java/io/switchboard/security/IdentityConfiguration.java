package io.switchboard.security;

import io.switchboard.broker.BrokerProperties;
import io.switchboard.policy.ChannelAuthorizer;
import io.switchboard.policy.ChannelPolicy;
import io.switchboard.policy.ChannelPolicyProvider;
import io.switchboard.policy.Policies;
import io.switchboard.policy.PolicyProperties;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;

/// Who somebody is, and what of the channels is theirs.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  AuthProperties.class,
  BrokerProperties.class,
  PolicyProperties.class
})
class IdentityConfiguration {

  private final InstantSource clock = InstantSource.system();

  @Bean
  Connections switchboardConnections() {
    return new Connections();
  }

  @Bean
  Revocations switchboardRevocations(Connections connections) {
    return new Revocations(connections, clock);
  }

  @Bean
  SignIns switchboardSignIns(Connections connections, BrokerProperties broker) {
    return new SignIns(connections, clock, broker.longestConnect(), System::nanoTime);
  }

  @Bean
  ServletListenerRegistrationBean<SignIns> switchboardSignInsListener(SignIns signIns) {
    return new ServletListenerRegistrationBean<>(signIns);
  }

  @Bean
  KeptSignIns switchboardKeptSignIns(
      SignIns signIns, @Qualifier("messageBrokerTaskScheduler") @Lazy TaskScheduler scheduler) {
    return new KeptSignIns(signIns, scheduler);
  }

  @Bean
  KeySetFetches switchboardKeySetFetches() {
    return new KeySetFetches(System::nanoTime);
  }

  @Bean
  Credentials switchboardCredentials(
      ObjectProvider<JwtDecoder> decoder,
      ObjectProvider<JwtAuthenticationConverter> converter,
      Revocations revocations,
      AuthProperties properties) {
    Tokens tokens =
        new Tokens(
            decoder.getIfAvailable(() -> secretDecoder(properties.jwt())),
            converter.getIfAvailable(RoleClaims::converter),
            properties.jwt(),
            clock);
    return new Credentials(
        tokens, new ApiKeys(properties.apiKeys()), revocations, properties.anonymous());
  }

  @SuppressWarnings("NullAway") // getIfAvailable takes suppliers of nothing, too
  private static @Nullable JwtDecoder secretDecoder(JwtProperties properties) {
    String secret = properties.secret();
    return secret == null ? null : SecretJwtDecoder.of(secret, properties);
  }

  @Bean
  Policies switchboardPolicies(
      PolicyProperties properties,
      ObjectProvider<ChannelPolicyProvider> providers,
      Map<String, ChannelAuthorizer> authorizers) {
    List<ChannelPolicy> all = new ArrayList<>(properties.policies());
    providers.orderedStream().forEach(provider -> all.addAll(provider.policies()));
    return Policies.of(all, authorizers::get);
  }

  @Bean
  ChannelRights switchboardChannelRights(Policies policies, DiagnosticsProperties diagnostics) {
    return new ChannelRights(policies, diagnostics.remedies());
  }

  @Bean
  Terms switchboardTerms(
      Connections connections,
      SignIns signIns,
      Credentials credentials,
      Revocations revocations,
      ChannelRights rights,
      AuthProperties properties) {
    return new Terms(connections, signIns, credentials, revocations, rights, properties, clock);
  }

  @Bean
  ConnectInterceptor switchboardConnectInterceptor(Credentials credentials, Terms terms) {
    return new ConnectInterceptor(credentials, terms);
  }

  @Bean
  SendCounts switchboardSendCounts(Policies policies) {
    return new SendCounts(policies.names());
  }

  @Bean
  PolicyInterceptor switchboardPolicyInterceptor(
      ChannelRights rights, Terms terms, SendCounts counts) {
    return new PolicyInterceptor(rights, terms, counts, clock);
  }

  @Bean
  IdentityInterceptor switchboardIdentityInterceptor(
      Credentials credentials, SockJsSessions sessions, RefusedRequests refused) {
    return new IdentityInterceptor(credentials, sessions, refused);
  }
}
