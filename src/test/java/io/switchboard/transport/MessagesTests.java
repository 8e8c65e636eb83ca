package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.MimeType;

class MessagesTests {

  /// A browser ends the connection where a text message is not UTF-8.
  @ParameterizedTest
  @CsvSource({
    "application/json, é, true",
    "application/x-protobuf, é, true",
    "application/x-protobuf, \u00FF, false",
    "application/json, \u00FF, false",
    "image/png, a, false",
    "image/svg+xml, a, true",
    "application/octet-stream, a, false",
  })
  void areTextByTheirTypeAndTheirBytes(String type, String body, boolean text) {
    SimpMessageHeaderAccessor accessor = SimpMessageHeaderAccessor.create(SimpMessageType.MESSAGE);
    accessor.setContentType(MimeType.valueOf(type));
    accessor.setSubscriptionId("1");
    byte[] bytes =
        body.getBytes(body.equals("\u00FF") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    Message<byte[]> message = MessageBuilder.createMessage(bytes, accessor.getMessageHeaders());

    Messages.Outgoing outgoing = Objects.requireNonNull(Messages.outgoing(message));

    assertThat(outgoing.text()).isEqualTo(text);
    assertThat(outgoing.headers().get("content-type")).isEqualTo(type);
  }
}
