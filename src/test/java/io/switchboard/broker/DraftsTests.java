package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.switchboard.history.Draft;
import io.switchboard.protocol.Destination;
import io.switchboard.protocol.Headers;
import io.switchboard.protocol.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.MimeTypeUtils;

class DraftsTests {

  private static final Destination.Topic LOBBY = new Destination.Topic("rooms.lobby");

  private final Session session = new Client(new ManualLane(), "client").connect("bob").session();

  @Test
  void ofAClientSaysWhoPublishesWhatWhere() {
    byte[] body = "hello".getBytes(StandardCharsets.UTF_8);

    Draft draft = Drafts.ofClient(LOBBY, session, send(body, true, "colour", "blue"));

    assertThat(draft.channel()).isEqualTo("rooms.lobby");
    assertThat(draft.destination()).isEqualTo("/topic/rooms.lobby");
    assertThat(draft.publisher()).isEqualTo("bob");
    assertThat(draft.onlySession()).isNull();
    assertThat(draft.headers()).isEqualTo(Headers.of("colour", "blue"));
    assertThat(draft.body()).isSameAs(body);
    assertThat(draft.text()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "destination",
        "subscription",
        "message-id",
        "ack",
        "timestamp",
        "publisher",
        "replay",
        "redelivered",
        "code",
        "receipt",
        "receipt-id",
        "transaction",
        "content-length",
        "content-encoding",
        "idempotency-key",
        "Authorization",
        "authorization",
        "login",
        "passcode",
        "Publisher",
        "MESSAGE-ID",
        "publisher ",
        " publisher",
        "\tPublisher\u00a0",
        "\ufeffpublisher\u2003"
      })
  void passOnNothingThatIsTheServersOrTheSendersOwn(String reserved) {
    Message<byte[]> message = send(new byte[0], true, reserved, "forged", "colour", "blue");

    Draft draft = Drafts.ofClient(LOBBY, session, message);

    assertThat(draft.headers()).isEqualTo(Headers.of("colour", "blue"));
  }

  @ParameterizedTest(name = "{0} with the body {1}, came as text {2}: text {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        // content type              | body     | as text | text
        "none                        | 68656a   | true    | true",
        "none                        | 68656a   | false   | true",
        "none                        | c3a4     | false   | true",
        "none                        | ff00     | false   | false",
        "none                        | ''       | false   | true",
        "text/plain                  | 68656a   | false   | true",
        "TEXT/PLAIN;charset=UTF-8    | c3a4     | false   | true",
        "application/json            | 7b7d     | true    | true",
        "application/octet-stream    | 68656a   | true    | false",
        "application/octet-stream    | ff00     | false   | false",
        "Application/Octet-Stream;a=b| 68656a   | false   | false",
        "image/png                   | 68656a   | true    | false",
        "audio/ogg                   | 68656a   | true    | false",
        "video/mp4                   | 68656a   | true    | false",
        "image/svg+xml               | 3c2f3e   | false   | true",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document | 504bff | false |"
            + " false",
        "application/protobuf        | ff00     | false   | false",
        "application/protobuf        | 68656a   | false   | true",
      })
  void goAsTextWhereTheyAreText(@Nullable String type, String hex, boolean asText, boolean text) {
    byte[] body = HexFormat.of().parseHex(hex);
    Message<byte[]> message =
        type == null ? send(body, asText) : send(body, asText, "content-type", type);

    assertThat(Drafts.ofClient(LOBBY, session, message).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain", "TEXT/html; charset=EUC-KR", "application/json",
        "application/problem+json", "application/xml", "image/svg+xml"
      })
  void areRefusedWhereTextWasPromisedAndNoneCame(String type) {
    Message<byte[]> message = send(new byte[] {(byte) 0xff}, false, "content-type", type);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> Drafts.ofClient(LOBBY, session, message))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(RefusalCode.BAD_ENCODING));
  }

  @Test
  void ofTheServerHaveNoPublisherAndTheContentTypeSpringGaveThem() {
    SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create(SimpMessageType.MESSAGE);
    headers.setContentType(MimeTypeUtils.APPLICATION_JSON);
    headers.setNativeHeader("colour", "blue");
    Message<byte[]> message =
        MessageBuilder.createMessage(new byte[] {'{', '}'}, headers.getMessageHeaders());

    Draft draft = Drafts.ofServer(LOBBY, message);

    assertThat(draft.publisher()).isNull();
    assertThat(draft.headers())
        .isEqualTo(Headers.of("colour", "blue", "content-type", "application/json"));
    assertThat(draft.text()).isTrue();
  }

  @Test
  void ofTheServerToAUserGoToTheUsersOwnStream() {
    Destination.UserTarget target = new Destination.UserTarget("a/b", "news");

    Draft draft = Drafts.ofServer(target, "session-1", new GenericMessage<>(new byte[0]));

    assertThat(draft.channel()).isEqualTo(UserChannel.of("a/b", "news"));
    assertThat(draft.destination()).isEqualTo("/user/queue/news");
    assertThat(draft.onlySession()).isEqualTo("session-1");
  }

  @Test
  void ofTheServerNeedBytes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Drafts.ofServer(LOBBY, new GenericMessage<>("text")))
        .withMessageContaining("convertAndSend");
  }

  private static Message<byte[]> send(byte[] body, boolean asText, String... headers) {
    StompHeaderAccessor frame = StompHeaderAccessor.create(StompCommand.SEND);
    for (int i = 0; i < headers.length; i += 2) {
      frame.setNativeHeader(headers[i], headers[i + 1]);
    }
    frame.setHeader(Inbound.TEXT, asText);
    return MessageBuilder.createMessage(body, frame.getMessageHeaders());
  }
}
