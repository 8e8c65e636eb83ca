package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;

class LoggedFailureTests {

  private static final Message<byte[]> MESSAGE = message();

  private static Message<byte[]> message() {
    StompHeaderAccessor accessor = StompHeaderAccessor.create(StompCommand.SEND);
    accessor.setNativeHeader("passcode", "hunter2\nERROR forged");
    return MessageBuilder.createMessage(
        "hello".getBytes(StandardCharsets.UTF_8), accessor.getMessageHeaders());
  }

  @Test
  void saysWhatFailedAndWhere() {
    Exception failure = new IllegalStateException("full");

    Throwable logged = LoggedFailure.of(failure);

    assertThat(logged).hasMessage("java.lang.IllegalStateException: full");
    assertThat(logged.getStackTrace()).isEqualTo(failure.getStackTrace());
  }

  @Test
  void saysNothingOfTheMessageThatWasHandled() {
    Exception failure =
        new MessageDeliveryException(
            MESSAGE,
            "Failed to handle " + MESSAGE,
            new MessageHandlingException(MESSAGE, "no", new IllegalStateException("full")));

    Throwable logged = LoggedFailure.of(failure);

    assertThat(logged).hasMessage(MessageDeliveryException.class.getName());
    assertThat(logged.getCause())
        .hasMessage(MessageHandlingException.class.getName() + ": no")
        .cause()
        .hasMessage("java.lang.IllegalStateException: full")
        .hasNoCause();
    for (Throwable one = logged; one != null; one = one.getCause()) {
      assertThat(one.toString()).doesNotContain("hunter2");
    }
  }

  @Test
  void keepsItsWordsToOneShortLine() {
    Throwable logged = LoggedFailure.of(new IllegalStateException("a\nb" + "x".repeat(1_000)));

    assertThat(logged.getMessage()).contains("a\uFFFDb").hasSizeLessThan(400);
  }

  @Test
  void endsWhereCausesDoNot() {
    Exception first = new IllegalStateException("first");
    first.initCause(new IllegalStateException("second", first));

    int depth = 0;
    for (Throwable one = LoggedFailure.of(first); one != null; one = one.getCause()) {
      depth++;
    }

    assertThat(depth).isBetween(2, 20);
  }
}
