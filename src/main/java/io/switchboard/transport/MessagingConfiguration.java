package io.switchboard.transport;

import io.switchboard.broker.ApplicationMessageHandler;
import io.switchboard.broker.BrokerProperties;
import io.switchboard.broker.Lanes;
import io.switchboard.broker.RefusalLog;
import io.switchboard.broker.ServerMessages;
import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.broker.Upstream;
import io.switchboard.history.Streams;
import io.switchboard.security.ClientChecks;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.annotation.support.SimpAnnotationMethodMessageHandler;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.simp.user.UserDestinationMessageHandler;
import org.springframework.messaging.simp.user.UserDestinationResolver;
import org.springframework.messaging.support.AbstractSubscribableChannel;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import org.springframework.messaging.support.ImmutableMessageChannelInterceptor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ExecutorConfigurationSupport;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.DelegatingWebSocketMessageBrokerConfiguration;

/// What `@EnableWebSocketMessageBroker` sets up, with our broker, our edge and no thread in
/// between. An application's `WebSocketMessageBrokerConfigurer`s take part as they do there.
@Configuration(proxyBeanMethods = false)
class MessagingConfiguration extends DelegatingWebSocketMessageBrokerConfiguration {

  private final BrokerProperties properties;
  private final ClientChecks checks;
  private final RefusalLog refusals;
  private final ApplicationEventPublisher events;
  private final Streams streams;
  private final ObjectProvider<SwitchboardBroker> broker;
  private final ObjectProvider<SimpAnnotationMethodMessageHandler> controllers;
  private final ObjectProvider<Upstream> upstream;

  MessagingConfiguration(
      BrokerProperties properties,
      ClientChecks checks,
      RefusalLog refusals,
      ApplicationEventPublisher events,
      ObjectProvider<SwitchboardBroker> broker,
      ObjectProvider<SimpAnnotationMethodMessageHandler> controllers,
      ObjectProvider<Upstream> upstream) {
    this.properties = properties;
    this.checks = checks;
    this.refusals = refusals;
    this.events = events;
    this.streams =
        new Streams(
            properties.streams().remembered(), properties.streams().idle(), InstantSource.system());
    this.broker = broker;
    this.controllers = controllers;
    this.upstream = upstream;
  }

  @Override
  protected void configureMessageBroker(MessageBrokerRegistry registry) {
    registry.setApplicationDestinationPrefixes("/app");
    registry.setUserDestinationPrefix("/user/");
    registry.configureBrokerChannel().interceptors(new ServerMessages());
    super.configureMessageBroker(registry);
  }

  /// Ours come first: the application's interceptors find the user known, and what is allowed. What
  /// counts sessions by their user comes last, since the application may have its own say about
  /// that.
  @Override
  protected void configureClientInboundChannel(ChannelRegistration registration) {
    registration.interceptors(checks.connect(), checks.policy());
    super.configureClientInboundChannel(registration);
    registration.interceptors(checks.users());
  }

  /// Without an executor: a session's messages are handled in their order on the thread that reads
  /// its connection, and whatever fails is known where it can be answered.
  @Override
  @Bean
  public AbstractSubscribableChannel clientInboundChannel(
      @Qualifier("clientInboundChannelExecutor") Executor executor) {
    return withoutExecutor(super.clientInboundChannel(executor));
  }

  @Override
  @Bean
  public AbstractSubscribableChannel clientOutboundChannel(
      @Qualifier("clientOutboundChannelExecutor") Executor executor) {
    return withoutExecutor(super.clientOutboundChannel(executor));
  }

  private static AbstractSubscribableChannel withoutExecutor(AbstractSubscribableChannel channel) {
    ExecutorSubscribableChannel direct = new ExecutorSubscribableChannel();
    direct.setLogger(channel.getLogger());
    direct.setInterceptors(channel.getInterceptors());
    return direct;
  }

  @Override
  @Bean
  public SwitchboardBroker simpleBrokerMessageHandler(
      AbstractSubscribableChannel clientInboundChannel,
      AbstractSubscribableChannel clientOutboundChannel,
      AbstractSubscribableChannel brokerChannel,
      UserDestinationResolver userDestinationResolver) {
    Supplier<Collection<String>> prefixes =
        SingletonSupplier.of(() -> controllers.getObject().getDestinationPrefixes());
    SwitchboardBroker handler =
        new SwitchboardBroker(
            clientInboundChannel,
            clientOutboundChannel,
            brokerChannel,
            new Lanes(
                properties.laneCount(),
                streams,
                isIntercepted(clientOutboundChannel) ? clientOutboundChannel : null),
            properties.sessionSettings(refusals),
            destination -> prefixes.get().stream().anyMatch(destination::startsWith),
            upstream.getIfAvailable());
    handler.setPhase(getPhase());
    return handler;
  }

  /// One encoding for all means that there are no copies for an interceptor to see.
  private boolean isIntercepted(AbstractSubscribableChannel outboundChannel) {
    boolean any =
        outboundChannel.getInterceptors().stream()
            .anyMatch(interceptor -> !(interceptor instanceof ImmutableMessageChannelInterceptor));
    if (any && !properties.outboundInterceptors()) {
      throw new IllegalStateException(
          "An interceptor is registered on the client outbound channel, but with one encoding for"
              + " all subscribers it would not see their messages. Remove it, or set"
              + " switchboard.outbound-interceptors=true to have each message pass it one by one");
    }
    if (any && upstream.getIfAvailable() != null) {
      throw new IllegalStateException(
          "An interceptor is registered on the client outbound channel, but what RabbitMQ has for"
              + " clients does not come by it. Remove it, or set switchboard.broker=embedded");
    }
    return any;
  }

  @Override
  @Bean
  public WebSocketHandler subProtocolWebSocketHandler(
      AbstractSubscribableChannel clientInboundChannel,
      AbstractSubscribableChannel clientOutboundChannel) {
    StompWebSocketHandler handler =
        new StompWebSocketHandler(
            clientInboundChannel,
            clientOutboundChannel,
            broker.getObject(),
            new StompProtocolHandler(events),
            properties.frameLimits(),
            checks.limits());
    handler.setPhase(getPhase());
    return handler;
  }

  /// Takes tasks until the end of the server's stop. Spring's SockJS schedules a heart-beat with
  /// each message and request, and would fail with it while clients are told to go.
  @Override
  @Bean
  public TaskScheduler messageBrokerTaskScheduler() {
    TaskScheduler scheduler = super.messageBrokerTaskScheduler();
    if (scheduler instanceof ExecutorConfigurationSupport executor) {
      executor.setAcceptTasksAfterContextClose(true);
    }
    return scheduler;
  }

  /// Of the endpoints that the application registered.
  @Override
  @Bean
  public HandlerMapping stompWebSocketHandlerMapping(
      WebSocketHandler subProtocolWebSocketHandler,
      TaskScheduler messageBrokerTaskScheduler,
      AbstractSubscribableChannel clientInboundChannel) {
    HandlerMapping mapping =
        super.stompWebSocketHandlerMapping(
            subProtocolWebSocketHandler, messageBrokerTaskScheduler, clientInboundChannel);
    OwnEndpoints.intercept(mapping, checks.handshakes());
    return mapping;
  }

  @Override
  protected SimpAnnotationMethodMessageHandler createAnnotationMethodMessageHandler(
      AbstractSubscribableChannel clientInboundChannel,
      AbstractSubscribableChannel clientOutboundChannel,
      SimpMessagingTemplate brokerMessagingTemplate) {
    ApplicationMessageHandler handler =
        new ApplicationMessageHandler(
            clientInboundChannel, clientOutboundChannel, brokerMessagingTemplate);
    handler.setPhase(getPhase());
    return handler;
  }

  /// The broker resolves user destinations by itself, so Spring's own handler is never started.
  @Override
  @Bean
  public UserDestinationMessageHandler userDestinationMessageHandler(
      AbstractSubscribableChannel clientInboundChannel,
      AbstractSubscribableChannel clientOutboundChannel,
      AbstractSubscribableChannel brokerChannel,
      UserDestinationResolver userDestinationResolver) {
    return new UserDestinationMessageHandler(
        clientInboundChannel, brokerChannel, userDestinationResolver) {
      @Override
      public boolean isAutoStartup() {
        return false;
      }
    };
  }
}
