package io.switchboard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.handler.HandlerMethod;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.annotation.support.SimpAnnotationMethodMessageHandler;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import org.springframework.web.socket.messaging.DefaultSimpUserRegistry;

/// The controller as Spring calls it: mapping, conversion and validation are what is told here.
class RoomsControllerTests {
  private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");
  private static final Principal ALICE = () -> "alice";

  private final List<String> published = new ArrayList<>(); // "<destination> <body>"
  private final List<Exception> refused = new ArrayList<>();
  private final SimpAnnotationMethodMessageHandler handler = handler();

  @BeforeEach
  void start() {
    handler.afterPropertiesSet();
  }

  @Test
  void publishesWhatIsSaidToTheRoom() {
    send("/app/rooms.lobby.say", "{\"text\":\"hello\"}");

    assertThat(published)
        .containsExactly(
            "/topic/rooms.lobby"
                + " {\"from\":\"alice\",\"text\":\"hello\",\"at\":\"2026-11-20T10:15:30Z\"}");
  }

  @Test
  void tellsTheRoomWhoIsTyping() {
    send("/app/rooms.lobby.typing", "{}");

    assertThat(published).containsExactly("/topic/rooms.lobby.typing {\"from\":\"alice\"}");
  }

  @Test
  void takesTheSenderFromTheSignInAlone() {
    send("/app/rooms.lobby.say", "{\"text\":\"hello\",\"from\":\"bob\"}");

    assertThat(published).singleElement().asString().contains("\"from\":\"alice\"");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "another room's typing, /app/rooms.lobby.typing.say, hello",
    "a room of two names,   /app/rooms.a.b.say,          hello",
    "a pattern,             /app/rooms.*.say,            hello",
    "no text,               /app/rooms.lobby.say,        ''",
    "blank text,            /app/rooms.lobby.say,        '   '",
  })
  void publishesNothingForWhatItRefuses(String row, String destination, String text) {
    send(destination, "{\"text\":\"" + text + "\"}");

    assertThat(refused).as(row).hasSize(1);
    assertThat(published).as(row).isEmpty();
  }

  @Test
  void refusesAPayloadWithoutText() {
    send("/app/rooms.lobby.say", "{}");

    assertThat(refused).hasSize(1);
    assertThat(published).isEmpty();
  }

  @Test
  void takesTwoThousandCharactersAndNotOneMore() {
    send("/app/rooms.lobby.say", "{\"text\":\"" + "x".repeat(2_000) + "\"}");
    send("/app/rooms.lobby.say", "{\"text\":\"" + "x".repeat(2_001) + "\"}");

    assertThat(published).hasSize(1);
    assertThat(refused).hasSize(1);
  }

  private void send(String destination, String body) {
    SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create(SimpMessageType.MESSAGE);
    headers.setDestination(destination);
    headers.setSessionId("session-1");
    headers.setSessionAttributes(new HashMap<>());
    headers.setUser(ALICE);
    handler.handleMessage(
        MessageBuilder.createMessage(
            body.getBytes(StandardCharsets.UTF_8), headers.getMessageHeaders()));
  }

  private SimpAnnotationMethodMessageHandler handler() {
    ExecutorSubscribableChannel broker = new ExecutorSubscribableChannel();
    broker.subscribe(this::record);
    SimpMessagingTemplate template = new SimpMessagingTemplate(broker);
    JacksonJsonMessageConverter converter = new JacksonJsonMessageConverter();
    template.setMessageConverter(converter);
    SimpAnnotationMethodMessageHandler made = new RefusalRecorder(template);
    made.setDestinationPrefixes(List.of("/app/"));
    made.setMessageConverter(converter);
    made.setValidator(validator());
    made.setApplicationContext(applicationContext());
    return made;
  }

  private void record(Message<?> message) {
    String destination = SimpMessageHeaderAccessor.getDestination(message.getHeaders());
    String body = new String((byte[]) message.getPayload(), StandardCharsets.UTF_8);
    published.add(destination + " " + body);
  }

  private static LocalValidatorFactoryBean validator() {
    LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();
    validator.afterPropertiesSet();
    return validator;
  }

  private static StaticApplicationContext applicationContext() {
    StaticApplicationContext context = new StaticApplicationContext();
    context.registerBean(
        RoomsController.class,
        () -> new RoomsController(new DefaultSimpUserRegistry(), InstantSource.fixed(NOW)));
    context.refresh();
    return context;
  }

  private final class RefusalRecorder extends SimpAnnotationMethodMessageHandler {

    RefusalRecorder(SimpMessagingTemplate template) {
      super(new ExecutorSubscribableChannel(), new ExecutorSubscribableChannel(), template);
    }

    @Override
    protected void processHandlerMethodException(
        HandlerMethod method, Exception thrown, Message<?> message) {
      refused.add(thrown);
    }
  }
}
