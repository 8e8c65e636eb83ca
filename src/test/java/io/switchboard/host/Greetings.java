package io.switchboard.host;

import io.switchboard.broker.RefusedException;
import io.switchboard.protocol.RefusalCode;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.annotation.SendToUser;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.stereotype.Controller;

/// A controller as an application writes it, one method for each thing that one can do.
@Controller
class Greetings {

  private final SimpMessagingTemplate template;
  private final Map<String, CompletableFuture<String>> promises = new ConcurrentHashMap<>();

  Greetings(SimpMessagingTemplate template) {
    this.template = template;
  }

  record Person(String name, int age) {}

  static final class UnknownPersonException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownPersonException(String name) {
      super(name);
    }
  }

  static final class UnluckyException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /// What a method promised whose payload was this.
  CompletableFuture<String> promise(String payload) {
    return promises.computeIfAbsent(payload, key -> new CompletableFuture<>());
  }

  @MessageMapping("greet.{room}")
  @SendTo("/topic/greetings.{room}")
  String greet(@DestinationVariable String room, String name, Principal user) {
    return user.getName() + " greets " + name + " in " + room;
  }

  @MessageMapping("birthday")
  @SendTo("/topic/birthdays")
  Person birthday(Person person, @Header("years") int years) {
    return new Person(person.name(), person.age() + years);
  }

  @MessageMapping("by-default")
  @SendTo
  String toItsOwnTopic(String text) {
    return text;
  }

  @MessageMapping("all")
  @SendToUser("/queue/news")
  String toAllSessions(String text) {
    return text;
  }

  @MessageMapping("one")
  @SendToUser(destinations = "/queue/news", broadcast = false)
  String toTheOneSession(String text) {
    return text;
  }

  @MessageMapping("reply")
  @SendToUser("/queue/replies")
  String reply(String text) {
    return text;
  }

  @MessageMapping("tell.{user}")
  void tell(@DestinationVariable String user, String text) {
    template.convertAndSendToUser(user, "/queue/replies", text);
  }

  @SubscribeMapping("people")
  Person person() {
    return new Person("Ada", 36);
  }

  @SubscribeMapping("nobody")
  Person nobody() {
    throw new UnknownPersonException("nobody");
  }

  @MessageMapping("later")
  @SendToUser("/queue/replies")
  CompletableFuture<String> later(String text) {
    return promise(text);
  }

  @MessageMapping("some-time")
  CompletableFuture<Void> someTime(String text) {
    return promise(text).thenAccept(done -> {});
  }

  @MessageMapping("number.{number}")
  void number(@DestinationVariable int number) {}

  /// A value that cannot be written as JSON.
  @MessageMapping("unwritable")
  @SendTo("/topic/greetings")
  Map<String, Object> unwritable() {
    Map<String, Object> itself = new HashMap<>();
    itself.put("itself", itself);
    return itself;
  }

  @MessageMapping("converts")
  int converts() {
    return Objects.requireNonNull(
        DefaultConversionService.getSharedInstance().convert("no number", Integer.class));
  }

  @MessageMapping("passes-on")
  void passOn(String text, MessageHeaders headers) {
    template.convertAndSend("/topic/passed-on", text, headers);
  }

  @MessageMapping("fail")
  void fail() {
    throw new IllegalStateException("jdbc:postgresql://db.internal password=hunter2");
  }

  @MessageMapping("lost")
  void lose(Message<String> message) {
    throw new MessageDeliveryException(
        message, "Failed to handle " + message, new IllegalStateException("full"));
  }

  @MessageMapping("refuse")
  void refuse() {
    throw new RefusedException(RefusalCode.LIMIT_REACHED, "Three greetings a day.");
  }

  @MessageMapping("unlucky")
  void unlucky() {
    throw new UnluckyException();
  }

  /// Fails itself where the payload is no person, and where it is one.
  @MessageExceptionHandler
  void unlucky(UnluckyException e, @Payload Person person) {
    throw new IllegalStateException("Nobody can help " + person.name(), e);
  }

  @MessageMapping("unknown")
  void unknown(String name) {
    throw new UnknownPersonException(name);
  }

  @MessageMapping("unknown-later")
  CompletableFuture<String> unknownLater(String name) {
    return CompletableFuture.supplyAsync(() -> {
      throw new UnknownPersonException(name);
    });
  }

  @MessageExceptionHandler
  @SendToUser("/queue/errors")
  String unknownPerson(UnknownPersonException e) {
    return "Nobody knows " + e.getMessage();
  }
}
