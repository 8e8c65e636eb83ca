package io.switchboard.broker;

import io.switchboard.protocol.Destination;
import io.switchboard.protocol.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.convert.ConversionException;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.messaging.handler.HandlerMethod;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.invocation.AsyncHandlerMethodReturnValueHandler;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolverComposite;
import org.springframework.messaging.handler.invocation.HandlerMethodReturnValueHandler;
import org.springframework.messaging.handler.invocation.HandlerMethodReturnValueHandlerComposite;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageMappingInfo;
import org.springframework.messaging.simp.SimpMessageSendingOperations;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.web.socket.messaging.WebSocketAnnotationMethodMessageHandler;

/// Spring's `@MessageMapping` handler, which tells the client how it went: RECEIPT when the method
/// has returned (and what it promised was completed), a refusal where it threw or where there is
/// none.
public final class ApplicationMessageHandler extends WebSocketAnnotationMethodMessageHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ApplicationMessageHandler.class);

  private static final ScopedValue<Call> CALL = ScopedValue.newInstance();

  private final HandlerMethodArgumentResolverComposite resolvers =
      new HandlerMethodArgumentResolverComposite();
  private final HandlerMethodReturnValueHandlerComposite returnValueHandlers =
      new HandlerMethodReturnValueHandlerComposite();

  public ApplicationMessageHandler(
      SubscribableChannel clientInboundChannel,
      MessageChannel clientOutboundChannel,
      SimpMessageSendingOperations brokerTemplate) {
    super(clientInboundChannel, clientOutboundChannel, brokerTemplate);
  }

  @Override
  public void afterPropertiesSet() {
    super.afterPropertiesSet();
    resolvers.addResolvers(getArgumentResolvers());
    returnValueHandlers.addHandlers(getReturnValueHandlers());
  }

  /// One message on its way through a controller.
  private static final class Call {
    final Session session;
    final Message<?> message;
    volatile boolean failed;
    @Nullable Exception badArgument;
    @Nullable Runnable afterReturn; // awaits what the method promised

    Call(Session session, Message<?> message) {
      this.session = session;
      this.message = message;
    }

    void finish() {
      if (!failed) {
        session.receipt(Inbound.header(message, "receipt"));
      }
    }
  }

  /// The session whose message is being handled by this thread, if it is one of that user's.
  static @Nullable String currentSessionId(String user) {
    return CALL.isBound() && user.equals(CALL.get().session.user())
        ? CALL.get().session.id()
        : null;
  }

  @Override
  public void handleMessage(Message<?> message) {
    Session session = Inbound.session(message);
    if (session == null) {
      super.handleMessage(message);
      return;
    }
    String destination = getDestination(message);
    if (destination == null || getLookupDestination(destination) == null || !isCall(message)) {
      return;
    }
    check(destination, message);
    Call call = new Call(session, message);
    ScopedValue.where(CALL, call).run(() -> super.handleMessage(message));
    if (call.afterReturn == null) {
      call.finish();
    } else {
      call.afterReturn.run();
    }
  }

  /// Other frames may name a destination too, but it means nothing in them.
  private static boolean isCall(Message<?> message) {
    SimpMessageType type = SimpMessageHeaderAccessor.getMessageType(message.getHeaders());
    return type == SimpMessageType.MESSAGE || type == SimpMessageType.SUBSCRIBE;
  }

  private static void check(String destination, Message<?> message) {
    String fault = Destination.fault(destination);
    if (fault != null) {
      throw new RefusedException(RefusalCode.UNKNOWN_DESTINATION, fault);
    }
    if (Inbound.header(message, "transaction") != null) {
      throw new RefusedException(
          RefusalCode.UNSUPPORTED, "Controllers take no part in transactions.");
    }
  }

  @Override
  protected void handleNoMatch(
      Set<SimpMessageMappingInfo> mappings, String lookupDestination, Message<?> message) {
    throw new RefusedException(
        RefusalCode.NO_SUCH_MAPPING, "No controller answers for " + getDestination(message));
  }

  @Override
  protected void processHandlerMethodException(
      HandlerMethod handlerMethod, Exception exception, Message<?> message) {
    Refusal refusal = refusalOf(exception, message); // before another argument is to blame
    boolean handled = isHandled(handlerMethod, exception, message);
    if (CALL.isBound()) {
      failed(CALL.get(), exception, refusal, handled);
    } else if (!handled) {
      LOG.error("A message handler failed", LoggedFailure.of(exception));
    }
  }

  private static Refusal refusalOf(Exception exception, Message<?> message) {
    return CALL.isBound() && exception.equals(CALL.get().badArgument)
        ? Refusal.malformed(message)
        : Refusal.of(exception, message);
  }

  /// Has the application's own method answer. Spring's way would log what that throws as it is,
  /// with all that the client wrote, and keep it to itself.
  ///
  /// @return `false` where there is no such method, and where it failed
  private boolean isHandled(HandlerMethod failed, Exception exception, Message<?> message) {
    InvocableHandlerMethod method = getExceptionHandlerMethod(failed, exception);
    if (method == null) {
      return false;
    }
    method.setMessageMethodArgumentResolvers(resolvers);
    try {
      Throwable cause = exception.getCause();
      Object answer =
          cause == null
              ? method.invoke(message, exception, failed)
              : method.invoke(message, exception, cause, failed);
      if (!method.isVoid()) {
        returnValueHandlers.handleReturnValue(answer, method.getReturnType(), message);
      }
      return true;
    } catch (Exception | Error e) {
      LOG.error("A @MessageExceptionHandler of the application failed", LoggedFailure.of(e));
      return false;
    }
  }

  /// What a method of the application answered for itself ends no connection.
  private static void failed(Call call, Exception exception, Refusal refusal, boolean handled) {
    call.failed = true;
    if (handled) {
      call.session.mention(refusal);
      return;
    }
    if (refusal.code() == RefusalCode.APPLICATION_ERROR) {
      LOG.error("A message handler of the application failed", LoggedFailure.of(exception));
    }
    call.session.refuse(refusal);
  }

  /// Tells what the client left out, or wrote as no one can read it, from what a method does wrong.
  @Override
  protected List<HandlerMethodArgumentResolver> initArgumentResolvers() {
    return super.initArgumentResolvers().stream()
        .<HandlerMethodArgumentResolver>map(ClientsArgumentResolver::new)
        .toList();
  }

  private record ClientsArgumentResolver(HandlerMethodArgumentResolver resolver)
      implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return resolver.supportsParameter(parameter);
    }

    @Override
    public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message)
        throws Exception {
      try {
        return resolver.resolveArgument(parameter, message);
      } catch (ConversionException e) {
        blameClient(e);
        throw e;
      } catch (
          MessageHandlingException e) { // what is missing in a destination is no client's fault
        if (parameter.hasParameterAnnotation(Header.class)) {
          blameClient(e);
        }
        throw e;
      }
    }

    /// Unless the application's own conversion has said in its own words what is wrong.
    private static void blameClient(Exception e) {
      boolean refused = NestedExceptionUtils.getMostSpecificCause(e) instanceof RefusedException;
      if (CALL.isBound() && !refused) {
        CALL.get().badArgument = e;
      }
    }
  }

  /// Has the receipt wait for what a method promised, and come after what was made of it.
  @Override
  protected List<? extends HandlerMethodReturnValueHandler> initReturnValueHandlers() {
    List<HandlerMethodReturnValueHandler> handlers = new ArrayList<>();
    for (HandlerMethodReturnValueHandler handler : super.initReturnValueHandlers()) {
      handlers.add(
          handler instanceof AsyncHandlerMethodReturnValueHandler async
              ? new AwaitedReturnValueHandler(async)
              : handler);
    }
    return handlers;
  }

  private record AwaitedReturnValueHandler(AsyncHandlerMethodReturnValueHandler handler)
      implements AsyncHandlerMethodReturnValueHandler {

    @Override
    public boolean isAsyncReturnValue(Object value, MethodParameter type) {
      return handler.isAsyncReturnValue(value, type);
    }

    @Override
    public boolean supportsReturnType(MethodParameter type) {
      return handler.supportsReturnType(type);
    }

    @Override
    public void handleReturnValue(@Nullable Object value, MethodParameter type, Message<?> message)
        throws Exception {
      handler.handleReturnValue(value, type, message);
    }

    @Override
    public @Nullable CompletableFuture<?> toCompletableFuture(Object value, MethodParameter type) {
      CompletableFuture<?> promised = handler.toCompletableFuture(value, type);
      if (promised == null || !CALL.isBound()) {
        return promised;
      }
      return awaited(promised, CALL.get());
    }

    /// What the caller gets in the promise's place: completed inside the call's scope, and only
    /// after the caller has added its own reaction, so that the receipt comes after that.
    @SuppressWarnings("FutureReturnValueIgnored") // complete() throws nothing that matters
    private static CompletableFuture<@Nullable Object> awaited(
        CompletableFuture<?> promised, Call call) {
      CompletableFuture<@Nullable Object> handed = new CompletableFuture<>();
      call.afterReturn =
          () ->
              promised.whenComplete((value, failure) ->
                  ScopedValue.where(CALL, call).run(() -> complete(handed, value, failure, call)));
      return handed;
    }

    private static void complete(
        CompletableFuture<@Nullable Object> handed,
        @Nullable Object value,
        @Nullable Throwable failure,
        Call call) {
      if (failure == null) {
        handed.complete(value);
      } else {
        handed.completeExceptionally(failure);
      }
      call.finish();
    }
  }
}
