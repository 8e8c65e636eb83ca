package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.protocol.CloseCode;
import io.switchboard.protocol.RefusalCode;
import java.util.HashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.MapBindingResult;

class RefusalTests {

  private static final String SECRET = "jdbc:postgresql://db/secret";

  private static final Message<byte[]> MESSAGE = subscribe();

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new BadCredentialsException(SECRET), RefusalCode.UNAUTHENTICATED),
        Arguments.of(new AccessDeniedException(SECRET), RefusalCode.FORBIDDEN),
        Arguments.of(new MessageConversionException(MESSAGE, SECRET), RefusalCode.MALFORMED),
        Arguments.of(new MessageConversionException(SECRET), RefusalCode.APPLICATION_ERROR),
        Arguments.of(new IllegalStateException(SECRET), RefusalCode.APPLICATION_ERROR),
        Arguments.of(new OutOfMemoryError(SECRET), RefusalCode.APPLICATION_ERROR));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void meansSomethingToTheClientAndTellsNothingOfTheFailure(Throwable failure, RefusalCode code) {
    Refusal refusal = Refusal.of(failure, MESSAGE);

    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.detail())
        .isNotBlank()
        .doesNotContain(SECRET, failure.getClass().getSimpleName());
    assertThat(refusal.receipt()).isEqualTo("r-1");
    assertThat(refusal.subscription()).isEqualTo("sub-1");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void isFoundWhateverSpringWrappedItIn(Throwable failure, RefusalCode code) {
    Throwable wrapped =
        new MessageDeliveryException(MESSAGE, new MessageHandlingException(MESSAGE, failure));

    assertThat(Refusal.of(wrapped, MESSAGE).code()).isEqualTo(code);
  }

  @Test
  void tellsTheDetailThatWasMeantForTheClient() {
    RefusedException refused = new RefusedException(RefusalCode.LIMIT_REACHED, "Four rooms only.");
    Throwable wrapped = new MessageDeliveryException(MESSAGE, "An interceptor failed", refused);

    Refusal refusal = Refusal.of(wrapped, MESSAGE);

    assertThat(refusal)
        .isEqualTo(new Refusal(RefusalCode.LIMIT_REACHED, "Four rooms only.", "r-1", "sub-1"));
    assertThat(refused.getStackTrace()).isEmpty();
  }

  @Test
  void tellsWhatTheConstraintsOfAPayloadSay() {
    Refusal refusal = Refusal.of(invalid("text", "must not be blank", 1), MESSAGE);

    assertThat(refusal.code()).isEqualTo(RefusalCode.MALFORMED);
    assertThat(refusal.detail()).isEqualTo("text must not be blank.");
  }

  /// Keys of a map are the client's own words.
  @ParameterizedTest
  @CsvSource({"x, 1000, 1", "x, 10, 1000", "'a\u202e\n', 10, 2"})
  void tellsOfConstraintsNoMoreThanIsFit(String word, int repeated, int errors) {
    Refusal refusal =
        Refusal.of(invalid("map[" + word.repeat(repeated) + "]", "is wrong", errors), MESSAGE);

    assertThat(refusal.detail()).hasSizeLessThan(310).doesNotContain("\n", "\u202e");
  }

  @Test
  void tellsLittleWhereTheConstraintsSayNothing() {
    assertThat(Refusal.of(invalid("text", "", 0), MESSAGE).detail())
        .isEqualTo("The message is not what this destination takes.");
  }

  private static MethodArgumentNotValidException invalid(String field, String words, int times) {
    BindingResult result = new MapBindingResult(new HashMap<>(), "payload");
    for (int i = 0; i < times; i++) {
      result.addError(new FieldError("payload", field, words));
    }
    try {
      MethodParameter parameter =
          new MethodParameter(RefusalTests.class.getDeclaredMethod("handle", String.class), 0);
      return new MethodArgumentNotValidException(MESSAGE, parameter, result);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings({"unused", "EffectivelyPrivate"}) // of which a parameter is not valid
  private void handle(String payload) {}

  /// Else a channel would wrap it, with a stack trace and the whole message in words.
  @Test
  void passesThroughAChannelAsItIs() {
    RefusedException refused = new RefusedException(RefusalCode.LIMIT_REACHED, "Four rooms only.");
    ExecutorSubscribableChannel channel = new ExecutorSubscribableChannel();
    channel.subscribe(message -> {
      throw refused;
    });

    assertThatThrownBy(() -> channel.send(MESSAGE)).isSameAs(refused);
    assertThat(refused).hasToString(RefusedException.class.getName() + ": Four rooms only.");
  }

  @ParameterizedTest
  @CsvSource({
    "UNAUTHENTICATED, TOKEN",
    "TOO_LARGE, TOO_BIG",
    "BAD_ENCODING, INVALID_TEXT",
    "FORBIDDEN, POLICY_VIOLATION",
    "LIMIT_REACHED, LIMIT",
    "RATE_LIMITED, LIMIT",
    "OVERLOADED, TRY_AGAIN_LATER",
    "UNAVAILABLE, TRY_AGAIN_LATER",
    "APPLICATION_ERROR, SERVER_ERROR",
    "INTERNAL_ERROR, SERVER_ERROR",
    "MALFORMED, PROTOCOL",
    "UNKNOWN_DESTINATION, PROTOCOL",
  })
  void closesWithWhatTellsTheClientWhatToDo(RefusalCode code, CloseCode close) {
    assertThat(new Refusal(code, "", null, null).closeCode()).isEqualTo(close);
  }

  private static Message<byte[]> subscribe() {
    StompHeaderAccessor frame = StompHeaderAccessor.create(StompCommand.SUBSCRIBE);
    frame.setNativeHeader("receipt", "r-1");
    frame.setSubscriptionId("sub-1");
    return MessageBuilder.createMessage(new byte[0], frame.getMessageHeaders());
  }
}
